import type { BuiltInKind, Finding, Kind } from '../scan/finding.js';
import type { Mask } from '../security-options.js';
import { unicodePattern } from '../unicode-pattern.js';
import { DROPPED } from '../wash/leaf-wash.js';
import { type Ends, endsMask, isEndsMask } from './adaptive-mask.js';
import { fullMask, STARS } from './full-mask.js';
import { isMasked } from './is-masked.js';
import { kindOfValue } from './kind-of-value.js';
import { answerOf, type MaskedThing } from './mask-function.js';
import { partialMask } from './partial-mask.js';
import type { Pseudonyms } from './pseudonyms.js';

export type MasksSettings = {
  /** Masks that differ from the kind's own. */
  readonly kinds: ReadonlyMap<Kind, Mask>;
  /** A masked number becomes `null`. */
  readonly typeSafe: boolean;
  readonly pseudonyms: Pseudonyms | undefined;
  /** Makes a text of the user's fit for one line. */
  readonly fit: (text: string) => string;
};

/** Puts something harmless in the place of what was found. Never throws: what cannot be made (a function threw, or was never loaded) is the full mask. */
export type Masks = {
  /** What stands for a finding in its text. `key`: under which the text stands, if under any. */
  piece(finding: Finding, text: string, key?: string): string;
  /** What stands for a whole value that its key or path gave away. `mask`: the key's or path's own, which wins over the kind's. */
  value(
    verdict: { readonly kind: Kind; readonly mask: Mask | undefined },
    value: string | number,
    key: string,
  ): string | null | typeof DROPPED;
  /** Whether a mask may hold what did not stand in the value: a text or a function is the user's own. */
  readonly areOwn: boolean;
  /** How often a mask could not be made, and the full mask stood in. */
  failures(): number;
};

export const createMasks = ({ kinds, typeSafe, pseudonyms, fit }: MasksSettings): Masks => {
  let failures = 0;

  const hidden = (mask: Mask, thing: Thing): string => {
    if (mask === 'partial') return partialOf(thing.kind, thing.value, thing.shown);
    if (mask === 'hash') return made(thing, () => pseudonyms?.of(thing.kind, thing.value));
    if (typeof mask === 'function') return made(thing, () => answerOf(mask, thing));
    if (typeof mask === 'string' || !('mask' in mask)) return fullMask(thing.kind);
    return mask.mask === 'full' ? fit(mask.text) : endsOf(thing, mask);
  };

  const made = (thing: Thing, make: () => string | undefined): string => {
    try {
      const text = make();
      if (text !== undefined) return fit(text);
    } catch {
      // What failed may hold the value: nothing of it is told.
    }
    failures += 1;
    return fullMask(thing.kind);
  };

  const masks = new Map([...DEFAULTS, ...kinds]);
  const maskOf = (kind: Kind): Mask => masks.get(kind) ?? 'full';

  return {
    piece: ({ kind, start, end, shown }, text, key) => {
      const mask = maskOf(kind);
      if (mask === 'drop') return '';
      const value = text.slice(start, end);
      return mask === 'partial'
        ? partialOf(kind, value, shown)
        : mask === 'full'
          ? fullMask(kind)
          : hidden(mask, { kind, value, key, shown });
    },
    value: ({ kind, mask = maskOf(kind) }, value, key) => {
      if (mask === 'drop') return DROPPED;
      if (typeSafe && typeof value === 'number') return null;
      const text = String(value);
      return hidden(mask, { kind: mask === 'full' ? kind : kindOfValue(kind, text), value: text, key, shown: 0 });
    },
    areOwn: [...kinds.values()].some((mask) => typeof mask !== 'string' && (typeof mask === 'function' || 'text' in mask)),
    failures: () => failures,
  };
};

type Thing = MaskedThing & { readonly kind: Kind; readonly shown: number };

/** A secret that only its name gave away shows nothing; what else is found is recognisable to those who know it already. */
const DEFAULTS: ReadonlyMap<Kind, Mask> = new Map(
  (['email', 'card', 'iban', 'ssn', 'phone', 'ip', 'token', 'jwt'] satisfies BuiltInKind[]).map((kind) => [kind, 'partial']),
);

/** A token begins as its vendor's tokens do: `ghp_***`. */
const partialOf = (kind: Kind, value: string, shown: number): string => {
  if (isMasked(value)) return value;
  const head = value.slice(0, shown);
  return shown > 0 && shown <= value.length / 2 && VISIBLE.test(head) ? head + STARS : partialMask(kind, value);
};

const VISIBLE = /^[!-~]+$/;

/** Of numbers written in groups the digits count. */
const endsOf = ({ kind, value }: Thing, ends: Ends): string => {
  if (isMasked(value) || isEndsMask(value, ends)) return value;
  return endsMask(GROUPED.has(kind) ? value.replace(SIGNS(), '') : value, ends);
};

const GROUPED: ReadonlySet<Kind> = new Set<Kind>(['card', 'iban', 'ssn', 'phone', 'nationalId']);

const SIGNS = unicodePattern(String.raw`[^\p{L}\p{N}]`, 'gu');
