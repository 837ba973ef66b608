import { ALPHANUMERIC, classOf, DIGIT, DOTTED, HEX, runEnd, runStart, WORD } from './alphabet.js';
import type { Detector, Sight } from './finding.js';
import { isVaried, looksRandom } from './randomness.js';

/*
 * Tokens that carry their mark in the middle or at the end. From each mark a bounded way is looked in both directions.
 */
type Shape = {
  readonly mark: string;
  readonly before: Side;
  readonly after: Side;
  /** Characters behind the mark of all that the vendor makes: of just as many, what stands there need not look random. */
  readonly whole?: number;
  /** What stands up to the mark is an id, and stays. */
  readonly keepsHead?: true;
};

/** A set of `alphabet.ts`, and how many of its characters there are. */
type Side = readonly [set: number, least: number, most: number];

const NOTHING: Side = [0, 0, 0];

const SHAPES: readonly Shape[] = [
  // Azure AD client secrets: three characters, a digit, the mark.
  { mark: 'Q~', before: [DOTTED, 4, 4], after: [DOTTED, 28, 36] },
  // Telegram bots: the bot's number, the mark.
  { mark: ':A', before: [DIGIT, 6, 16], after: [WORD, 33, 36], whole: 34 },
  { mark: '.atlasv1.', before: [ALPHANUMERIC, 14, 14], after: [WORD, 56, 72] },
  // Mailchimp: the key, and the data centre.
  { mark: '-us', before: [HEX, 32, 32], after: [DIGIT, 1, 2] },
  // New Relic licence keys.
  { mark: 'NRAL', before: [ALPHANUMERIC, 36, 36], after: NOTHING },
  // MaxMind licence keys.
  { mark: '_mmk', before: [WORD, 36, 36], after: NOTHING },
  // Facebook: the app's number, the mark, its secret.
  { mark: '|', before: [DIGIT, 14, 17], after: [WORD, 27, 40] },
  // Stripe client secrets: whoever holds one may pay.
  { mark: '_secret_', before: [ALPHANUMERIC, 14, 64], after: [ALPHANUMERIC, 16, 200], keepsHead: true },
];

/** All of them. */
export const SHAPE_MARKS: readonly string[] = SHAPES.map(({ mark }) => mark);

/** Finds the tokens that no prefix announces. */
export const findShapedTokens: Detector = (sight) => {
  if (!sight.wants('token')) return;
  for (const shape of SHAPES) findShape(sight, shape);
};

const findShape = (sight: Sight, { mark, before, after, whole, keepsHead }: Shape): void => {
  const { text } = sight;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const start = startBefore(text, at, before);
    const end = start < 0 ? -1 : endAfter(text, at + mark.length, after);
    if (end < 0) continue;
    const from = keepsHead ? at + mark.length : start;
    const isWhole = end - at - mark.length === whole && isVaried(text, from, end);
    if (isWhole || looksRandom(text, { from, to: end, leastRun: LEAST_RUN })) sight.note('token', from, end);
  }
};

const LEAST_RUN = 10;

/** Where the run before the mark starts; -1 if there is none of this length. */
const startBefore = (text: string, mark: number, [set, least, most]: Side): number => {
  const start = runStart(text, set, { from: mark, to: Math.max(0, mark - most - 1) });
  const isWhole = (classOf(text.charCodeAt(start - 1)) & ALPHANUMERIC) === 0;
  return mark - start >= least && mark - start <= most && isWhole ? start : -1;
};

const endAfter = (text: string, from: number, [set, least, most]: Side): number => {
  const end = runEnd(text, set, { from, to: from + most + 1 });
  const isWhole = (classOf(text.charCodeAt(end)) & ALPHANUMERIC) === 0;
  return end - from >= least && end - from <= most && isWhole ? end : -1;
};
