import type { ClassifyKey } from '../keys/classify-key.js';
import { createCliFlags } from './cli-flags.js';
import { findDriverUrls } from './driver-urls.js';
import type { Detector } from './finding.js';
import { createFormData } from './form-data.js';
import { createListedValues } from './listed-values.js';
import { createLooseValues } from './loose-values.js';
import { createNamedValues } from './named-values.js';
import { findToolFlags } from './tool-flags.js';
import { findUserinfo } from './userinfo.js';
import { createXmlValues } from './xml-values.js';

/** All that finds secrets by what stands around them, by the signs that must stand there. Names are judged as keys of objects are. */
export type NamedSecrets = {
  /** A sign that binds: `=`, `:`, `>`. */
  readonly values: Detector;
  /** `>` */
  readonly inXml: Detector;
  /** `-`, of `form-data`. */
  readonly inForms: Detector;
  /** `@` */
  readonly inUrls: readonly Detector[];
  /** A word that may name a secret. */
  readonly loose: Detector;
  /** Quotes and commas, which stand for blanks in lists. */
  readonly listed: Detector;
  /** `-`, of a command's flags. */
  readonly flags: readonly Detector[];
};

export const createNamedSecrets = (classify: ClassifyKey): NamedSecrets => ({
  values: createNamedValues(classify),
  inXml: createXmlValues(classify),
  inForms: createFormData(classify),
  inUrls: [findUserinfo, findDriverUrls],
  loose: createLooseValues(classify),
  listed: createListedValues(classify),
  flags: [createCliFlags(classify), findToolFlags],
});
