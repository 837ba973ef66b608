import { createKeyClassifier } from '../keys/classify-key.js';
import { createMasks } from '../masks/masks.js';
import { createPseudonyms } from '../masks/pseudonyms.js';
import type { WashSettings } from '../options.js';
import { createRemembered } from '../remembered.js';
import { compileRules } from '../rules/rule-set.js';
import { createSanitizer } from '../sanitize/sanitize.js';
import { CONTROL, ESCAPES, HIGH, MARKUP } from '../scan/char-class.js';
import { createDetect } from '../scan/detect.js';
import { anchorsOf, createDetectors } from '../scan/detectors.js';
import { settleKinds } from './presets.js';
import { createTextFlags } from './text-flags.js';
import { createTextWash } from './text-wash.js';
import { createWashCounts } from './wash-counts.js';

/** All that a text needs to be washed, put together as the settings say. */
export const openTexts = (settings: WashSettings) => {
  const { preset, keys, typeSafe, sanitize: sanitizeOptions, pseudonym } = settings;
  const isOff = preset === 'off';
  const counts = createWashCounts();
  const kinds = settleKinds(preset, settings.kinds);
  const pseudonyms = pseudonym && createPseudonyms(pseudonym as Parameters<typeof createPseudonyms>[0]);
  const sanitize = createSanitizer(sanitizeOptions, isOff);
  const rules = compileRules(isOff ? [] : settings.rules, { hasPseudonym: pseudonyms !== undefined, now: () => performance.now() });
  const masks = createMasks({
    kinds: new Map([...kinds.masks, ...rules.masks]),
    typeSafe,
    pseudonyms,
    fit: (text) => sanitize(text, false),
  });
  const { of: classify } = createRemembered(createKeyClassifier({ ...keys, isGdpr: preset === 'gdpr' }), {
    most: settings.cacheSize,
    longest: LONGEST_NAME,
  });
  const hasRules = settings.rules.length > 0;
  const detectors = createDetectors(classify, preset === 'strict');
  const detect = createDetect({
    detectors: hasRules ? [...detectors, { find: rules.find, kinds: 'own', needs: 0 }] : detectors,
    wants: kinds.wants,
    isStrict: preset === 'strict',
  });
  const hasMarkup = sanitizeOptions.html || sanitizeOptions.csv || sanitizeOptions.jndi;
  const suspects = isOff ? 0 : anchorsOf(detectors, kinds.wants) | UNFIT | (hasMarkup ? MARKUP : 0);
  const flags = createTextFlags(suspects);

  const texts = createTextWash({
    flags,
    suspects,
    unfit: hasMarkup ? ANY : UNFIT,
    detect,
    rules: hasRules ? rules : undefined,
    masks,
    sanitize,
    allowed: new Set(settings.allowValues),
    counts,
  });

  return {
    texts,
    detect,
    flags,
    suspects,
    rules,
    masks,
    sanitize,
    pseudonyms,
    counts,
    kinds,
    hasMarkup: hasMarkup === true,
    classify,
  };
};

/** UTF-16 code units of a name in a text that is worth remembering. */
const LONGEST_NAME = 80;

/** What the sanitiser starts from, and other ways to read a text. */
const UNFIT = ESCAPES | CONTROL | HIGH;
const ANY = -1;
