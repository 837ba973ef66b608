import { isAlphanumeric, isDigit, isLetter } from './ascii.js';
import { digitsEnd } from './digits.js';
import { isInternationalLetter } from './international-letters.js';

/** Where the domain that begins at `from` ends; 0 when there is none that mail could go to. */
export const domainEnd = (text: string, from: number, isStrict: boolean): number => {
  let end = isVersion(text, from) ? from : wholeLabelsEnd(text, from, isStrict);
  while (end > from) {
    const dot = lastDot(text, from, end);
    if (dot <= from) return 0;
    const label = text.slice(dot + 1, end);
    if (isFileEnding(label)) {
      if (!COMMON_BEGINNING.test(text.slice(lastDot(text, from, dot) + 1, dot))) return 0;
    } else {
      const size = topLevelUnits(label);
      if (size > 0) return dot + 1 + size;
    }
    end = dot;
  }
  return 0;
};

/** `1.2`, `v1.2`: a package's version. */
const isVersion = (text: string, from: number): boolean => {
  const start = text.charCodeAt(from) === LETTER_V ? from + 1 : from;
  const end = digitsEnd(text, start);
  return end > start && text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1));
};

const LETTER_V = 118;

/** Behind the labels up to the first that cannot be one: a sentence may go on behind the address. */
const wholeLabelsEnd = (text: string, from: number, isStrict: boolean): number => {
  let start = from;
  let at = from;
  const last = Math.min(text.length, from + MOST_UNITS);
  for (; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (!isDomainUnit(code, isStrict)) break;
    if (code === DASH && at === start) return start - 1;
    if (code !== DOT) continue;
    if (at === start) return start - 1;
    start = at + 1;
  }
  return at === start ? start - 1 : at;
};

/** RFC 5321, 4.5.3.1.2. */
const MOST_UNITS = 255;

const isDomainUnit = (code: number, isStrict: boolean): boolean =>
  isAlphanumeric(code) || code === DOT || code === DASH || isInternationalLetter(code, isStrict);

const DOT = 46;
const DASH = 45;

/** Where the last dot between the two stands; `from - 1` where there is none. */
const lastDot = (text: string, from: number, end: number): number => {
  let at = end - 1;
  while (at >= from && text.charCodeAt(at) !== DOT) at -= 1;
  return at;
};

/** How many units of the label are a top-level domain, 0 if it does not begin with one. */
const topLevelUnits = (label: string): number => {
  if (areLetters(label)) return label.length;
  const size = dashesStart(label);
  return TOP_LEVEL.test(label.slice(0, size)) ? size : (COMMON_BEGINNING.exec(label)?.[0].length ?? 0);
};

/** Dashes behind a domain are not its own. */
const dashesStart = (label: string): number => {
  let size = label.length;
  while (size > 0 && label.charCodeAt(size - 1) === DASH) size -= 1;
  return size;
};

/** Most are plain letters, of which no pattern need be asked. */
const areLetters = (label: string): boolean => {
  let at = 0;
  while (at < label.length && isLetter(label.charCodeAt(at))) at += 1;
  return at === label.length && at >= FEWEST_LETTERS && at <= MOST_LETTERS;
};

const FEWEST_LETTERS = 2;
const MOST_LETTERS = 63;
const TOP_LEVEL = /^(?:[a-z\u00c0-\uffff]{2,63}|xn--[a-z0-9-]{2,59})$/i;

/** `jane@example.com-2024`: what follows one of these is no part of it. */
const COMMON_BEGINNING = /^(?:com|org|net|edu|gov|info|de|uk|fr|it|es|nl|eu|ch|at|pl|ru|cn|jp|br|in|au|ca|us)(?=-|$)/i;

/** `render@bundle.min.js`, but not `jane@example.com.csv`. */
const isFileEnding = (label: string): boolean => label.length <= LONGEST_ENDING && FILE_ENDINGS.has(label.toLowerCase());

const LONGEST_ENDING = 5;

/** Endings of files that are no top-level domains. */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif svg webp avif ico bmp tif tiff heic woff ttf otf js mjs cjs jsx tsx css scss less html htm json yml yaml xml csv tsv txt log lock conf cfg ' +
    'ini toml tgz gz bz xz tar jar war whl gem deb rpm exe dll msi dmg apk pdf doc docx xls xlsx ppt pptx mp4 mp3 wav avi java class php jsp aspx tmp bak min'
  ).split(' '),
);
