import { behindEscape } from './behind-escape.js';
import { CONTROL, ESCAPES, HIGH, PLUS } from './char-class.js';
import type { DetectorEntry } from './detectors.js';
import type { BuiltInKind, Detector, Finding, Kind, Sight } from './finding.js';
import { createTextSweep, flagsOf } from './flags-of.js';
import { type Found, mergeFindings } from './merge.js';
import { isSecretValue } from './placeholder.js';
import { inPlainSight } from './plain-sight.js';
import { endInText, startInText, type View } from './view.js';
import { viewsOf } from './views.js';

export type DetectSettings = {
  /** What looks: the built-in ones, and a user's rules as one more. */
  readonly detectors: readonly DetectorEntry[];
  readonly wants: (kind: BuiltInKind) => boolean;
  readonly isStrict: boolean;
};

/** `flags`: what a sweep over the text has shown. `isCut`: the text goes on behind its end, unseen. */
export type Detect = (text: string, flags: number, isCut: boolean) => readonly Found[];

/**
 * Answers what must be masked, in order, without overlaps, in positions of the text. Every detector sees the text itself and every other way
 * to read it (`viewsOf`); only those run whose anchors are there. Linear.
 */
export const createDetect = ({ detectors, wants, isStrict }: DetectSettings): Detect => {
  const wanted = detectors.filter(({ kinds }) => kinds === 'own' || kinds.some(wants)).map(asAsked);
  const conditions = { isStrict, wants };
  const sweep = createTextSweep();
  let idle: Look | undefined = newLook(conditions);

  /** A function of the user's, which a rule asks, may wash within a wash: then there is no idle look. */
  return (text, flags, isCut) => {
    const look = idle ?? newLook(conditions);
    idle = undefined;
    try {
      look.begin(text, isCut);
      lookWith(wanted, look, { view: undefined, text, flags });
      if ((flags & HAS_VIEWS) !== 0)
        for (const view of viewsOf(text, flags)) lookWith(wanted, look, { view, text: view.text, flags: sweep(view.text) });
      return mergeFindings(text, look.found());
    } finally {
      idle = look;
    }
  };
};

const HAS_VIEWS = CONTROL | HIGH | ESCAPES | PLUS;

/** An entry as it is asked for each text: all of one shape, and a flag that every text shows where none is needed. */
type Asked = { readonly find: Detector; readonly needs: number; readonly also: number };

const asAsked = ({ find, needs, also = ALWAYS }: DetectorEntry): Asked => ({ find, needs: needs === 0 ? ALWAYS : needs, also });

/** Beyond all flags of `char-class`. */
const ALWAYS = 1 << 30;

/** One of the ways to read the text. */
type Reading = { readonly view: View | undefined; readonly text: string; readonly flags: number };

const lookWith = (wanted: readonly Asked[], look: Look, reading: Reading): void => {
  const shown = reading.flags | ALWAYS;
  const sight = look.turnTo(reading);
  for (let index = 0; index < wanted.length; index += 1) {
    const { find, needs, also } = wanted[index] as Asked;
    if ((shown & needs) !== 0 && (shown & also) !== 0) find(sight);
  }
};

/** What detectors look through. There is one for all texts, for to make it anew costs as much as a look at a short text. */
type Look = {
  begin(text: string, isCut: boolean): void;
  turnTo(reading: Reading): Sight;
  found(): readonly Found[];
};

const newLook = ({ isStrict, wants }: Pick<DetectSettings, 'isStrict' | 'wants'>): Look => {
  let text = '';
  let reading: Reading = NO_READING;
  let found: Found[] | undefined;
  const isWanted = (kind: Kind): boolean => wants(kind as BuiltInKind) || kind.startsWith('rule:');

  // biome-ignore lint/complexity/useMaxParams: as a detector says it
  const note = (kind: Kind, start: number, end: number, shown = 0): void => {
    const { view, text: seen, flags } = reading;
    if (start >= end || !isWanted(kind) || (NAMED.has(kind) && standsForSecret(seen.slice(start, end)))) return;
    const from = (flags & ESCAPES) === 0 ? start : behindEscape(seen, start, end);
    found ??= [];
    found.push(
      view === undefined ? { kind, start: from, end, shown, plain: undefined } : placed(text, view, { kind, start: from, end, shown }),
    );
  };

  const sight = { text, isCut: false, isStrict, wants, note };
  return {
    begin: (given, isCut) => {
      text = given;
      found = undefined;
      sight.isCut = isCut;
    },
    turnTo: (next) => {
      reading = next;
      sight.text = inPlainSight(next.text, next.flags);
      return sight;
    },
    found: () => found ?? NOTHING,
  };
};

const NO_READING: Reading = { view: undefined, text: '', flags: 0 };
const NOTHING: readonly Found[] = [];

/**
 * Whether what seems a secret reads as what stands for one: `***\u{200b}`, `\u{3c}password\u{3e}`, as masks and sanitiser leave them. Seen as
 * it reads nobody would have noted it.
 */
const standsForSecret = (piece: string): boolean => {
  if (!LEFT_BY_US.test(piece)) return false;
  const reading = viewsOf(piece, flagsOf(piece)).at(-1);
  return reading !== undefined && !isSecretValue(reading.text);
};

const NAMED: ReadonlySet<Kind> = new Set<Kind>(['secret', 'authorization', 'userinfo']);
const LEFT_BY_US = /\*\*\*|\\u\{/;

const placed = (text: string, view: View, { kind, start, end, shown }: Finding): Found => {
  const plain = view.text.slice(start, end);
  const [from, to] = [startInText(view, start), endInText(view, end)];
  return { kind, start: from, end: to, shown, plain: plain === text.slice(from, to) ? undefined : plain };
};
