import { unicodePattern } from '../unicode-pattern.js';

/**
 * Whether the invisible character `code` at `at` carries meaning there: without it an emoji, a flag or a word would come apart. Only what stands
 * directly between, or behind, the right neighbours does; so of a row of joiners, in which bits could be hidden, all but the first are told off.
 * https://www.unicode.org/reports/tr51/ (emoji), https://www.rfc-editor.org/rfc/rfc5892#appendix-A.1 (joiners in words)
 */
export const isLoadBearing = (text: string, at: number, code: number): boolean => {
  if (code === ZWJ) return (isEmojiPart(before(text, at)) && isPictograph(text.codePointAt(at + 1))) || isJoining(before(text, at));
  if (code === ZWNJ) return isJoining(before(text, at));
  if (code === TEXT_STYLE || code === EMOJI_STYLE) return isEmoji(before(text, at));
  if (code >= 0x180b && code <= 0x180f) return isMongolian(before(text, at));
  return code >= FIRST_TAG && code <= LAST_TAG && isFlagTag(text, at);
};

const ZWNJ = 0x200c;
const ZWJ = 0x200d;
const TEXT_STYLE = 0xfe0e;
const EMOJI_STYLE = 0xfe0f;

const before = (text: string, at: number): number | undefined => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? text.codePointAt(at - 2) : low;
};

const isPictograph = (code: number | undefined): boolean => matches(PICTOGRAPH, code);
const PICTOGRAPH = unicodePattern(String.raw`\p{Extended_Pictographic}`);

/** With the digits and signs that a keycap is made of. */
const isEmoji = (code: number | undefined): boolean => matches(EMOJI, code);
const EMOJI = unicodePattern(String.raw`\p{Emoji}`);

const isEmojiPart = (code: number | undefined): boolean => code === EMOJI_STYLE || matches(EMOJI_PART, code);
const EMOJI_PART = unicodePattern(String.raw`\p{Extended_Pictographic}|\p{Emoji_Modifier}`);

/** Scripts whose letters change with their neighbours: Arabic to N'Ko and Mandaic, those of India and Sri Lanka, Tibetan, Myanmar, Khmer, Mongolian. */
const isJoining = (code: number | undefined): boolean =>
  code !== undefined &&
  ((code >= 0x0620 && code <= 0x08ff) ||
    (code >= 0x0900 && code <= 0x0dff) ||
    (code >= 0x0f40 && code <= 0x109f) ||
    isKhmer(code) ||
    isMongolian(code)) &&
  matches(LETTER, code);
const LETTER = unicodePattern(String.raw`[\p{L}\p{M}]`);

const isKhmer = (code: number): boolean => code >= 0x1780 && code <= 0x17d3 && code !== 0x17b4 && code !== 0x17b5;

const isMongolian = (code: number | undefined): boolean => code !== undefined && code >= 0x1820 && code <= 0x18aa;

const matches = (pattern: () => RegExp, code: number | undefined): boolean =>
  code !== undefined && !Number.isNaN(code) && pattern().test(String.fromCodePoint(code));

/** The tag block's letters and digits, and the tag that ends a sequence. */
const FIRST_TAG = 0xe0030;
const LAST_TAG = 0xe007f;

/** A black flag, three to six tags that spell a region (`gbeng`), and the tag that ends them: U+1F3F4 U+E0067 ... U+E007F. */
const FLAG = /^\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/u;
const LONGEST_FLAG_LENGTH = 2 * (1 + 6 + 1);

/** Looks no further back than a flag can be long. */
const isFlagTag = (text: string, at: number): boolean => {
  const from = Math.max(0, at - LONGEST_FLAG_LENGTH);
  const nearby = text.slice(from, at + LONGEST_FLAG_LENGTH);
  const start = nearby.lastIndexOf('\u{1f3f4}', at - from);
  const flag = start < 0 ? null : FLAG.exec(nearby.slice(start));
  return flag !== null && from + start + flag[0].length > at;
};
