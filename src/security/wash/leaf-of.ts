import { CUT_MARK, cutSeen } from '../cut-text.js';
import type { Masks } from '../masks/masks.js';
import type { Sanitizer } from '../sanitize/sanitize.js';
import { isSecretValue } from '../scan/placeholder.js';
import type { KeyBook } from './key-verdict.js';
import type { LeafWash } from './leaf-wash.js';
import type { TextWash } from './text-wash.js';
import type { WashCounts } from './wash-counts.js';

export type LeafDeps = {
  readonly texts: TextWash;
  readonly book: KeyBook;
  readonly masks: Masks;
  readonly sanitize: Sanitizer;
  readonly typeSafe: boolean;
  readonly counts: WashCounts;
  readonly addsCharacters: boolean;
  /** Whether the record at hand was cut where one of its texts ends with the mark of cutting. */
  readonly wasCut: () => boolean;
};

/** What the walk and the line ask for each leaf, put together. */
export const createLeafWash = ({ texts, book, masks, sanitize, typeSafe, counts, addsCharacters, wasCut }: LeafDeps): LeafWash => ({
  text: (text, key, isCut) => {
    if (!wasCut() || !text.endsWith(CUT_MARK)) return texts.text(text, key, isCut);
    const washed = texts.text(text.slice(0, -CUT_MARK.length), key, true);
    return cutSeen(washed, Number.POSITIVE_INFINITY);
  },

  seen: texts.seen,

  addsCharacters,

  key: book.of,

  number: (value, key) => {
    const digits = String(value);
    const washed = texts.number(digits, key);
    if (washed === digits) return value;
    return typeSafe ? null : washed;
  },

  mask: (secret, value, key) => {
    // As it would be written: what is short but grows by its escapes would be taken for a secret the next time.
    const written = typeof value === 'string' ? sanitize(value, false) : value;
    if (secret.isWhole !== true && !isSecretValue(written, secret.trust)) return value;
    const masked = masks.value(secret, value, key);
    if (masked !== value) counts.hit(secret.kind);
    return masked;
  },
});
