import { checkSettings } from '../check-settings.js';
import type { Diagnostic, DropNotice } from '../core/handler.js';
import { checkModuleRefs, replaceModuleRefs } from '../grouping/load-function.js';
import type { HandlerOptions } from '../handler-options.js';
import { resolveOptions, type Settings } from '../options.js';
import { assertCrosses } from './crossing.js';
import { refuseBlocking } from './refuse-blocking.js';

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
  refuseBlocking(crossing, 'a worker');
  assertCrosses(crossing);
  checkModuleRefs(crossing);
  const settings = resolveOptions(replaceModuleRefs(options ?? {}, () => standIn));
  // Only the worker can ask for the keys.
  const { format } = checkSettings({ ...settings, encryptionKey: undefined, security: withoutKeys(settings.security) });
  return { crossing, onDiagnostic, onDrop, settings, takesText: format.takesText };
};

/** A key that only the worker can load is taken to be a good one. */
const withoutKeys = ({ pseudonym, audit, ...rest }: Settings['security']): Settings['security'] => ({
  ...rest,
  ...(pseudonym && { pseudonym: { ...loadable(pseudonym), previous: pseudonym.previous?.map(loadable) } }),
  ...(audit && { audit: audit.key === standIn ? { ...audit, key: undefined } : audit }),
});

const loadable = <Pair extends { readonly key: unknown }>(pair: Pair): Pair =>
  pair.key === standIn ? { ...pair, key: new Uint8Array(32) } : pair;

/** For a function that only the worker will load. */
const standIn = (): string => '';
