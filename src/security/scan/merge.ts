import type { Finding, Kind } from './finding.js';
import { flagsOf } from './flags-of.js';
import { viewsOf } from './views.js';

/** A finding, and how the text that was found reads where that is not how it stands in the text: `\u0061@x.org`, found as `a@x.org`. */
export type Found = Finding & {
  /** `shown` counts units of this where it is there. */
  readonly plain: string | undefined;
};

/**
 * Findings in order, none overlapping another. Detectors know nothing of each other, so one piece may be found several times, as several
 * things, through several views:
 *
 *  - of two, one within the other, the wider stays; of two of one extent, the kind that tells more (`rankOf`), then the one in plain sight;
 *  - two that overlap in part become one, so that nothing of either is left; it is of the kind that hides more, and shows nothing;
 *  - credentials that end at an `@` win over an e-mail address that reaches over it (`user:pw@host.org`): the host stays readable;
 *  - of two of one kind, the narrower where the wider only took quotes or breaks along (`x\n`, `x&quot;`).
 */
export const mergeFindings = (text: string, found: readonly Found[]): readonly Found[] => {
  if (areApart(found)) return found;
  const merged: Found[] = [];
  for (const next of found.toSorted(byPlace)) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else merged[merged.length - 1] = join(text, last, next);
  }
  return merged;
};

/** As most are: in order, and none overlaps the one before. */
const areApart = (found: readonly Found[]): boolean => {
  for (let index = 1; index < found.length; index += 1) if ((found[index]?.start ?? 0) < (found[index - 1]?.end ?? 0)) return false;
  return true;
};

/** Wider ones before those within them. */
const byPlace = (one: Found, other: Found): number =>
  one.start - other.start ||
  other.end - one.end ||
  rankOf(one.kind) - rankOf(other.kind) ||
  Number(one.plain !== undefined) - Number(other.plain !== undefined);

const join = (text: string, last: Found, next: Found): Found => {
  if (isBeforeHost(text, last, next)) return next;
  if (isBeforeHost(text, next, last)) return last;
  if (next.start === last.start && next.end === last.end) return last;
  if (next.end > last.end) return { ...hidesMore(last, next), start: last.start, end: next.end, shown: 0, plain: undefined };
  return isWrapped(text, last, next) ? next : last;
};

const isBeforeHost = (text: string, email: Found, credentials: Found): boolean =>
  email.kind === 'email' &&
  CREDENTIALS.has(credentials.kind) &&
  credentials.end < email.end &&
  AT_SIGN.test(text.slice(credentials.end, credentials.end + LONGEST_AT_SIGN));

const CREDENTIALS: ReadonlySet<Kind> = new Set<Kind>(['userinfo', 'secret', 'token', 'jwt', 'authorization']);

/** In all writings that views read. */
const AT_SIGN = /^(?:[@\uff20\ufe6b]|%(?:25)*40|\\*u0{2}40|\\*x40|&(?:amp;)?(?:#0*64|#x0*40|commat);?)/i;
const LONGEST_AT_SIGN = 16;

/** Whether all that `last` has more than `next` is what stands around a value: quotes, breaks, blanks, in whatever writing. */
const isWrapped = (text: string, last: Found, next: Found): boolean =>
  last.kind === next.kind && isWrapping(text.slice(last.start, next.start)) && isWrapping(text.slice(next.end, last.end));

const isWrapping = (piece: string): boolean =>
  piece === '' || (piece.length <= LONGEST_WRAPPING && WRAPPING.test(viewsOf(piece, flagsOf(piece)).at(-1)?.text ?? piece));

const WRAPPING = /^[\s"'`)\]}>,;.]*$/;

const LONGEST_WRAPPING = 24;

const hidesMore = (one: Found, other: Found): Found => (rankOf(one.kind) <= rankOf(other.kind) ? one : other);

/** A user's own rule knows best. */
const rankOf = (kind: Kind): number => RANKS.indexOf(kind);

const RANKS: readonly Kind[] = [
  ...(['privateKey', 'jwt', 'token', 'authorization', 'userinfo', 'secret'] as const),
  ...(['card', 'iban', 'ssn', 'nationalId', 'email', 'phone', 'ip', 'mac', 'entropy'] as const),
];
