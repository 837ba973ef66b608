import type { AuditKey } from './audit/audit-options.js';
import { createSign } from './audit/signing-key.js';
import { refuseUnsafe } from './buffer/dead-letters/refuse-unsafe.js';
import { checkKey } from './buffer/spool/check-key.js';
import { type Files, systemFiles } from './buffer/spool/files.js';
import { prepareRoot } from './buffer/spool/root.js';
import { sumoPreset } from './delivery/collectors/sumo.js';
import { type DeliverySettings, decideSettings } from './delivery/settings.js';
import { compileRequestHeaders } from './grouping/header-rules.js';
import { createKeyOf } from './grouping/key-of.js';
import { compileKeyedTemplate } from './grouping/keyed-template.js';
import { compileUrl } from './grouping/url-template.js';
import type { Settings } from './options.js';
import { checkWash } from './security/wash/check-wash.js';

/**
 * What no schema sees: templates, directories, and the key to encrypt with. All of it is looked at before anything is opened, so that an
 * engine which is refused leaves nothing behind; and for an engine in a worker on the main thread, where the refusal can be caught.
 * Answers what was decided about the delivery.
 * @throws ConfigurationError that names the option.
 */
export const checkSettings = (settings: Settings, files: Files = systemFiles): DeliverySettings => {
  createKeyOf(settings);
  compileUrl(settings.url);
  compileRequestHeaders(settings.requestHeaders);
  checkFallback(settings);
  checkWash(settings.security);
  if (settings.security.audit?.key !== undefined) createSign(settings.security.audit.key as AuditKey);
  checkDisk(settings, files);
  return decideSettings(settings, presetOf(settings.collector));
};

const checkFallback = ({ fallback }: Settings): void => {
  if (fallback === undefined || !('url' in fallback.to)) return;
  compileUrl(fallback.to.url, 'fallback.to.url');
  presetOf(fallback.to.collector, 'fallback.to.');
};

const presetOf = (collector: Settings['collector'], prefix = ''): ReturnType<typeof sumoPreset> | undefined =>
  collector &&
  sumoPreset(collector, { compile: (template, option) => compileKeyedTemplate(template, `${prefix}${option}`), onMended: () => {} });

const checkDisk = ({ spool, deadLetters, encryptionKey }: Settings, files: Files): void => {
  if (spool !== undefined) prepareRoot(spool.directory, files);
  if (deadLetters !== undefined) refuseUnsafe(deadLetters.directory, spool?.directory, files);
  if (encryptionKey !== undefined && (spool ?? deadLetters) !== undefined) checkKey(encryptionKey);
};
