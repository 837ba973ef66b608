import { unicodePattern } from '../unicode-pattern.js';
import { ansiEnd } from './ansi.js';
import { foldOf } from './fold-character.js';
import { unmaskLookAlikes } from './look-alikes.js';
import { edit, finishView, startView, type View } from './view.js';

/** `text` as the eye reads it: without what is invisible, with ASCII for what only looks different. `undefined` where that changes nothing. */
export const foldView = (text: string, base: View | undefined): View | undefined => {
  const plain = unmaskLookAlikes(text);
  if (plain === text && !BEYOND_LETTERS.test(text)) return undefined;
  const draft = startView(plain);
  const foldable = FOLDABLE();
  foldable.lastIndex = 0;
  while (foldable.test(plain)) {
    const character = characterBefore(plain, foldable.lastIndex);
    const index = foldable.lastIndex - character.length;
    if (index < draft.keptTo) continue;
    const isSequence = character === '\x1b' || character === '\x9b';
    const folded = isSequence ? '' : foldOf(character);
    if (folded !== character)
      edit(draft, { start: index, end: isSequence ? ansiEnd(plain, index) : index + character.length, plain: folded });
  }
  return finishView(draft, base) ?? (plain === text ? undefined : { text: plain, edits: [], base });
};

/** The one that ends at `end`, of one unit or two. */
const characterBefore = (text: string, end: number): string => {
  const code = text.codePointAt(end - 2) ?? 0;
  return code > 0xffff ? text.slice(end - 2, end) : text.charAt(end - 1);
};

/** Neither ASCII nor a letter of the most common alphabets as they are commonly written: of these the long pattern need not be asked. */
const BEYOND_LETTERS =
  /[^\t\n\r\x20-\x7e\xa1-\xa9\xb0\xb7\xbf-\u02ff\u0386-\u0481\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0904-\u0950\u0e01-\u0e4e\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]/;

/** A superset of what `foldOf` changes: controls, formats, blanks, dashes, quotes, digits, and the blocks of letters in other dress. */
const FOLDABLE = unicodePattern(
  String.raw`(?![\t\n\r\x20-\x7e])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Z}\p{Pd}\p{Pi}\p{Pf}\p{Nd}\p{Script=Inherited}\xaa\xb2\xb3\xb9\xba\u201a\u201e\u2024\u2044\u2070-\u209f\u2100-\u214f\u2160-\u217f\u2212\u2215\u2236\u2460-\u24ff\u3002\ua789\ua78a\ufe10-\ufe19\ufe50-\ufe6b\uff01-\uff65\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f189}]`,
  'gu',
);
