import type { Masks } from '../masks/masks.js';
import type { RuleSet } from '../rules/rule-set.js';
import type { Sanitizer } from '../sanitize/sanitize.js';
import type { Detect } from '../scan/detect.js';
import type { Found } from '../scan/merge.js';
import type { KeyVerdict } from './key-verdict.js';
import type { TextFlags } from './text-flags.js';
import { isUsual, noteClean } from './usual-value.js';
import type { WashCounts } from './wash-counts.js';

export type TextWash = {
  /**
   * `text` with what must be hidden masked, and what could break a line made visible. `key`: under which it stands. `isCut`: the text goes on behind its end,
   * unseen.
   */
  text(text: string, key?: KeyVerdict, isCut?: boolean): string;
  /** The same for a text that has shown `flags` already, under a key that asks for nothing more. */
  seen(text: string, key: KeyVerdict, flags: number): string;
  /** A number, given as text: masked where it is a card's. */
  number(digits: string, key?: KeyVerdict): string;
};

export type TextWashDeps = {
  readonly flags: TextFlags;
  /** Flags that make a text worth a closer look. */
  readonly suspects: number;
  /** Flags that make it worth a look of the sanitiser. */
  readonly unfit: number;
  readonly detect: Detect;
  /** None where there are no rules: each text is asked for. */
  readonly rules: Pick<RuleSet, 'mayHit'> | undefined;
  readonly masks: Masks;
  readonly sanitize: Sanitizer;
  /** Texts that stay as they are. */
  readonly allowed: ReadonlySet<string>;
  readonly counts: WashCounts;
};

export const createTextWash = (deps: TextWashDeps): TextWash => {
  const { flags: flagged, suspects, unfit, detect, rules, masks, sanitize, allowed, counts } = deps;

  const text: TextWash['text'] = (given, key, isCut = false) => {
    // What a rule says of a text is said of the record at hand.
    if (key === undefined || isCut || rules !== undefined) return look(given, key, isCut);
    if (isUsual(key.usual, given)) return given;
    const washed = look(given, key, false);
    if (washed === given) noteClean(key.usual, given);
    return washed;
  };

  const look = (given: string, key: KeyVerdict | undefined, isCut: boolean): string => {
    const asksMore = key !== undefined && (key.isMultiline || key.context !== '');
    const flags = isCut || asksMore ? flagged.of(given) : flagged.ofUnknown(given);
    const isRuled = rules?.mayHit(given) === true;
    if ((flags & suspects) === 0 && !isRuled) return given;
    if (asksMore) return washUnder(key, given, isCut);
    const place = isRuled ? undefined : flagged.place();
    const clean = finish(given, { found: detect(given, flags, isCut), flags, key });
    if (clean === given && place !== undefined) flagged.remember(place);
    return clean;
  };

  const seen: TextWash['seen'] = (given, key, flags) => finish(given, { found: detect(given, flags, false), flags, key });

  const washUnder = (key: KeyVerdict, given: string, isCut: boolean): string => {
    const text = key.context + given;
    const flags = flagged.of(text);
    const found = detect(text, flags, isCut);
    return finish(given, { found: key.context === '' ? found : movedBack(found, key.context.length), flags, key });
  };

  const finish = (given: string, { found, flags, key }: Seen): string => {
    const masked = found.length === 0 ? given : mask(given, found, key?.name);
    if ((flags & unfit) === 0) return masked;
    const clean = sanitize(masked, key?.isMultiline === true);
    if (clean !== masked) counts.sanitized += 1;
    return clean;
  };

  const mask = (given: string, found: readonly Found[], key: string | undefined): string => {
    let out = '';
    let kept = 0;
    for (const finding of found) {
      if (allowed.size > 0 && allowed.has(given.slice(finding.start, finding.end))) continue;
      counts.hit(finding.kind);
      out += given.slice(kept, finding.start) + masked(finding, given, key);
      kept = finding.end;
    }
    return kept === 0 ? given : out + given.slice(kept);
  };

  /** What was found behind escapes is masked as it reads, not as it stands. */
  const masked = (finding: Found, given: string, key: string | undefined): string =>
    finding.plain === undefined
      ? masks.piece(finding, given, key)
      : masks.piece({ ...finding, start: 0, end: finding.plain.length }, finding.plain, key);

  const number: TextWash['number'] = (digits, key) => {
    const found = detect(digits, flagged.of(digits), false);
    return found.length === 0 ? digits : mask(digits, found, key?.name);
  };

  return { text, seen, number };
};

type Seen = { readonly found: readonly Found[]; readonly flags: number; readonly key: KeyVerdict | undefined };

/** Findings behind the context, in the text that it stands in front of. */
const movedBack = (found: readonly Found[], length: number): readonly Found[] =>
  found.flatMap((finding) => (finding.start < length ? [] : [{ ...finding, start: finding.start - length, end: finding.end - length }]));
