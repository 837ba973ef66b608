import type { Diagnostic, DropNotice } from '../core/handler.js';
import { sumoPreset } from '../delivery/collectors/sumo.js';
import { type DeliverySettings, decideSettings } from '../delivery/settings.js';
import { compileRequestHeaders } from '../grouping/header-rules.js';
import { createKeyOf } from '../grouping/key-of.js';
import { compileKeyedTemplate } from '../grouping/keyed-template.js';
import { checkModuleRefs, isModuleRef } from '../grouping/load-function.js';
import { compileUrl } from '../grouping/url-template.js';
import type { HandlerOptions } from '../handler-options.js';
import { resolveOptions, type Settings } from '../options.js';
import { assertCrosses } from './crossing.js';

/** Options for an engine in a worker, divided into what crosses to it and what stays to hear from it. */
export type WorkerOptions = {
  readonly crossing: Readonly<Record<string, unknown>>;
  readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
  readonly onDrop: ((notice: DropNotice) => void) | undefined;
  readonly settings: Settings;
  /** With wire format `lines` text that is not JSON may cross as it stands. */
  readonly takesText: boolean;
};

/**
 * Checks on this thread what a worker would refuse later, where nobody could catch it.
 * @throws ConfigurationError that names the option.
 */
export const readWorkerOptions = (options: HandlerOptions): WorkerOptions => {
  const { onDiagnostic, onDrop, ...crossing } = options ?? {};
  assertCrosses(crossing);
  checkModuleRefs(crossing);
  const settings = resolveOptions(
    Object.fromEntries(Object.entries(options ?? {}).map(([name, value]) => [name, isModuleRef(value) ? standIn : value])),
  );
  return { crossing, onDiagnostic, onDrop, settings, takesText: checkTemplates(settings).format.takesText };
};

/** Compiles all that the engine will compile. */
const checkTemplates = (settings: Settings): DeliverySettings => {
  const { url, requestHeaders, collector } = settings;
  createKeyOf(settings);
  compileUrl(url);
  compileRequestHeaders(requestHeaders);
  return decideSettings(settings, collector && sumoPreset(collector, { compile: compileKeyedTemplate, onMended: () => {} }));
};

/** For a function that only the worker will load. */
const standIn = (): string => '';
