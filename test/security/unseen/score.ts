import { inputOf, type Negative, type Positive, type WithId } from './item.js';

/** What a wash does with one value; the item tells which options it needs. */
export type Washing = (value: unknown, item: Positive | Negative) => unknown;

export type Score = {
  /** Share of the positives without a leak, by tier and by kind. */
  readonly recall: { readonly byTier: Readonly<Record<string, number>>; readonly byKind: Readonly<Record<string, number>> };
  /** Ids of positives of which a whole secret came out. */
  readonly leaked: readonly string[];
  /** Ids of positives of which too long a piece of a secret came out. */
  readonly partly: readonly string[];
  /** Ids of positives that lost a harmless neighbour of the secret. */
  readonly lost: readonly string[];
  /** Ids of negatives that came out changed. */
  readonly altered: readonly string[];
  /** Ids of items that made the wash throw. */
  readonly thrown: readonly string[];
};

type Corpus = { readonly positives: readonly WithId<Positive>[]; readonly negatives: readonly WithId<Negative>[] };

/** Recall and harm of a wash over a corpus; the same rules as the corpora's own checker. */
export const score = (corpus: Corpus, wash: Washing): Score => {
  const positives = corpus.positives.map((item) => ({ item, ...judged(item, wash) }));
  const negatives = corpus.negatives.map((item) => ({ item, ...compared(item, wash) }));
  const namesOf = <Verdict extends { readonly item: { readonly id: string } }>(verdicts: readonly Verdict[]): readonly string[] =>
    verdicts.map(({ item }) => item.id);
  return {
    recall: { byTier: shares(positives, ({ item }) => item.tier), byKind: shares(positives, ({ item }) => item.kind) },
    leaked: namesOf(positives.filter(({ leaks }) => leaks)),
    partly: namesOf(positives.filter(({ leaks, isPartial }) => !leaks && isPartial)),
    lost: namesOf(positives.filter(({ isLost }) => isLost)),
    altered: namesOf(negatives.filter((verdict) => verdict.isAltered)),
    thrown: namesOf([...positives, ...negatives].filter(({ didThrow }) => didThrow)),
  };
};

const THROWN = Symbol('thrown');

const washed = (item: Positive | Negative, wash: Washing): unknown => {
  try {
    return wash(structuredClone(inputOf(item)), item);
  } catch {
    return THROWN;
  }
};

const judged = (item: Positive, wash: Washing) => {
  const output = washed(item, wash);
  const text = everythingIn(output === THROWN ? inputOf(item) : output);
  return {
    didThrow: output === THROWN,
    leaks: item.secrets.some((secret) => text.includes(secret)),
    isPartial: item.secrets.some((secret) => longestRun(secret, withoutShown(text, item)) > allowedRun(secret)),
    isLost: (item.keep ?? []).some((piece) => !text.includes(piece)),
  };
};

/** All strings, numbers and keys of a value, decoded. */
export const everythingIn = (value: unknown): string => {
  const pieces: string[] = [];
  const visit = (part: unknown): void => {
    if (part !== null && typeof part === 'object') {
      for (const [key, inner] of Object.entries(part)) {
        if (!Array.isArray(part)) pieces.push(key);
        visit(inner);
      }
    } else if (part !== undefined && part !== null) pieces.push(String(part));
  };
  visit(value);
  return pieces.join('\u241f');
};

const withoutShown = (text: string, { shown }: Positive): string => (shown ? text.replaceAll(shown, '\u241f') : text);

const longestRun = (secret: string, text: string): number => {
  let best = 0;
  for (let start = 0; start + best < secret.length; start += 1) {
    while (start + best < secret.length && text.includes(secret.slice(start, start + best + 1))) best += 1;
  }
  return best;
};

/** How long a piece of a secret may stay, so that a person can recognise it. */
const allowedRun = (secret: string): number => Math.min(12, Math.max(4, Math.ceil(secret.length / 3)));

const compared = (item: Negative, wash: Washing) => {
  const output = washed(item, wash);
  return { didThrow: output === THROWN, isAltered: asOneLine(output) !== asOneLine(inputOf(item)) };
};

/** A line break or tab may be written visibly: that is no change. */
const asOneLine = (value: unknown): string =>
  String(JSON.stringify(value)).replace(/\\\\u\{?0*(?:a|d|9)\}?|\\\\[nrt]|\\[nrt]|[\u2409\u240a\u240d]/gi, ' ');

const shares = <Verdict extends { readonly leaks: boolean }>(
  verdicts: readonly Verdict[],
  groupOf: (verdict: Verdict) => string,
): Readonly<Record<string, number>> => {
  const groups = grouped(verdicts, groupOf);
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.filter(({ leaks }) => !leaks).length / group.length]));
};

const grouped = <Verdict>(verdicts: readonly Verdict[], groupOf: (verdict: Verdict) => string): ReadonlyMap<string, readonly Verdict[]> => {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) groups.set(groupOf(verdict), [...(groups.get(groupOf(verdict)) ?? []), verdict]);
  return groups;
};
