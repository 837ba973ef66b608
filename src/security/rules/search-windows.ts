/**
 * A pattern is tried on windows of 4 KiB of a long text, so that what it costs at worst is known (worst-text.ts) and can be stopped
 * between two of them. Each window begins a bit before where the search goes on, for what looks behind (`\b`, `(?<=...)`, `^`), and
 * leaves its last part to the next one, which sees what comes behind:
 *
 *   |context| search ............................ | overlap |
 *                                       |context| search ............................ | overlap |
 *
 * So a match of up to 1,024 UTF-16 code units is found wherever it stands, if the pattern looks no further than 64 behind its start. A
 * longer one is found in pieces or not at all.
 */
const WINDOW = 4096;
const OVERLAP = 1024;
const CONTEXT = 64;

/** Both answer whether to go on. `onWindow`: a window is done, and there are more. */
export type SearchEvents = { readonly onMatch: (start: number, end: number) => boolean; readonly onWindow: () => boolean };

/** `pattern` must have the flag g, and not y. Says whether the search came to the end of the text. */
export const searchWindows = (pattern: RegExp, text: string, { onMatch, onWindow }: SearchEvents): boolean => {
  let from = 0;
  while (from < text.length) {
    const base = Math.max(0, from - CONTEXT);
    const isLast = base + WINDOW >= text.length;
    const seen = base === 0 && isLast ? text : text.slice(base, base + WINDOW);
    const next = searchWindow(pattern, {
      seen,
      from: from - base,
      to: isLast ? seen.length : startOfCharacter(seen, WINDOW - OVERLAP),
      onMatch: (start, end) => onMatch(base + start, base + end),
    });
    if (next === undefined) return false;
    from = base + next;
    if (from < text.length && !onWindow()) return false;
  }
  return true;
};

type Window = Pick<SearchEvents, 'onMatch'> & { readonly seen: string; readonly from: number; readonly to: number };

/** Takes the matches that begin before `to`, and answers where to go on; `undefined`: not at all. */
const searchWindow = (pattern: RegExp, { seen, from, to, onMatch }: Window): number | undefined => {
  let at = from;
  while (at < to) {
    pattern.lastIndex = at;
    const match = pattern.exec(seen);
    if (match === null || match.index >= to) return to;
    const end = match.index + match[0].length;
    if (end > match.index && !onMatch(match.index, end)) return undefined;
    at = Math.max(end, match.index + 1);
  }
  return at;
};

/** A search must not begin within a character. */
const startOfCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
};
