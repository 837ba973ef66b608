import { createFindQuote, flagsIn, placeIn, QUOTE } from '../scan/find-quote.js';
import { mayHoldMore } from '../scan/sweep.js';
import { type CloserLook, createCloserLook } from './closer-look.js';
import { createExpectedKeys, type MetKey } from './expected-keys.js';
import { idLength } from './harmless-shapes.js';
import { BROKEN, endOfNumber, endOfWord, LAST_NUMERIC, mayBeCard } from './json-literals.js';
import type { KeyBook, KeyVerdict } from './key-verdict.js';
import type { Mark } from './line-mark.js';
import { createLineNames } from './line-names.js';
import { createPieces } from './pieces.js';
import { createUsualTexts, type UsualText } from './usual-texts.js';

/**
 * One look at a line of JSON, byte by byte, without making anything of it. It knows strings, keys and numbers apart, asks the book about each key and
 * sweeps each text. What is suspicious is marked, to be looked at closely afterwards:
 *
 *     {"level":30,"user":"bob@example.com","password":"x","msg":"hi"}
 *                         ^ a text with an @            ^ of a secret key
 *
 * A line without a mark is clean. What cannot be settled piece by piece (a path, an object under a secret key, blanks between the tokens, deep nesting, what
 * is no JSON at all) is left to a parse.
 */
export type LineScan = {
  /** Where the line is written before it is scanned. */
  readonly bytes: Buffer;
  /** Looks at the first `length` bytes. `parse`: pieces are not enough. */
  scan(length: number): 'clean' | 'marked' | 'parse';
  /** The suspicious pieces, in order. Who takes them keeps them, whatever is scanned next. */
  takeMarks(): readonly Mark[];
  /** A text that was marked turned out to be clean. */
  readonly remember: CloserLook['remember'];
};

export type LineScanDeps = {
  readonly book: KeyBook;
  /** Flags that make a text worth a closer look. */
  readonly suspects: number;
  readonly limits: {
    readonly depth: number;
    readonly keys: number;
    readonly items: number;
    readonly nodes: number;
    readonly keyLength: number;
  };
};

/** Longer lines are parsed at once. */
export const LONGEST_SCANNED_BYTES = 64 * 1024;

export const createLineScan = ({ book, suspects, limits }: LineScanDeps): LineScan => {
  const bytes = Buffer.allocUnsafeSlow(LONGEST_SCANNED_BYTES + 80);
  const findQuote = createFindQuote(bytes);
  const look = createCloserLook(bytes, book, suspects);
  const pieces = createPieces(bytes);
  const keys = createExpectedKeys(bytes, pieces, { book, mostLength: limits.keyLength });
  const names = createLineNames(bytes, book);
  const usuals = createUsualTexts(pieces);
  let marks: Mark[] = [];
  const verdictOf: (KeyVerdict | undefined)[] = new Array(limits.depth + 2).fill(undefined);
  const leftIn = new Int32Array(limits.depth + 2);
  const deepest = Math.min(limits.depth, BITS_OF_DEPTH);
  let end = 0;

  const scan: LineScan['scan'] = (length) => {
    if (marks.length > 0) marks = [];
    end = length;
    names.begin();
    if (length > LONGEST_SCANNED_BYTES || bytes[0] !== OPEN_OBJECT || !passObject() || names.areHeld()) return 'parse';
    return marks.length === 0 ? 'clean' : 'marked';
  };

  /** From the line's first bracket to behind its last. The state is in locals: what is written elsewhere must be waited for when it is read again. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one automaton, and each function more would cost each member
  const passObject = (): boolean => {
    let at = 1;
    let depth = 1;
    let inArrays = 0;
    let nodes = limits.nodes;
    let before = keys.start;
    let verdict: KeyVerdict | undefined;
    leftIn[1] = limits.keys;
    if (bytes[1] === CLOSE_OBJECT) return isEnd(2);
    for (;;) {
      const isItem = (inArrays & 1) === 1;
      if (isItem) verdict = verdictOf[depth];
      else {
        const key = keys.pass(before, at);
        if (key === undefined) return false;
        at += key.piece.length;
        if (key.verdict.needsLook) {
          if (key.verdict.needsParse) return false;
          names.note(key.verdict, at);
        }
        before = key;
        verdict = key.verdict;
      }
      nodes -= 1;
      const left = (leftIn[depth] as number) - 1;
      leftIn[depth] = left;
      if ((nodes | left) < 0) return false;

      const byte = bytes[at] as number;
      if (byte === QUOTE) at = isItem ? passItem(at, verdict as KeyVerdict, (inArrays & 2) !== 0) : passMember(at, before);
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (verdict?.secret !== undefined || depth >= deepest) return false;
        const isArray = byte === OPEN_ARRAY;
        at += 1;
        if (bytes[at] !== (isArray ? CLOSE_ARRAY : CLOSE_OBJECT)) {
          depth += 1;
          inArrays = (inArrays << 1) | (isArray ? 1 : 0);
          leftIn[depth] = isArray ? limits.items : limits.keys;
          verdictOf[depth] = verdict;
          continue;
        }
        at += 1;
      } else at = passLiteral(at, verdict as KeyVerdict);
      if (at === BROKEN) return false;

      let closer = bytes[at] as number;
      while (closer !== COMMA) {
        if (closer !== ((inArrays & 1) === 1 ? CLOSE_ARRAY : CLOSE_OBJECT)) return false;
        at += 1;
        depth -= 1;
        inArrays >>= 1;
        if (depth === 0) return isEnd(at);
        closer = bytes[at] as number;
      }
      at += 1;
    }
  };

  const isEnd = (at: number): boolean => at === end || (bytes[at] === NEWLINE && at + 1 === end);

  const passMember = (at: number, { verdict, usual }: MetKey): number =>
    usuals.isAt(usual, at) ? at + usual.piece.length : passText(at + 1, verdict, usual);

  /** What may name the next item is not passed. */
  const passItem = (at: number, verdict: KeyVerdict, isEntry: boolean): number => {
    const behind = passText(at + 1, verdict, undefined);
    return bytes[behind] === COMMA && names.nameNext(at + 1, behind - 1, isEntry) ? BROKEN : behind;
  };

  /** Behind the closing quote of the text that begins at `start`. */
  const passText = (start: number, verdict: KeyVerdict, usual: UsualText | undefined): number => {
    const id = verdict.isPlain ? idLength(bytes, start) : 0;
    if (id > 0) return start + id + 1;
    const found = findQuote(start, end);
    const stop = placeIn(found);
    if (stop >= end) return BROKEN;
    if (!verdict.isPlain) {
      marks.push({ start, end: stop, isNumber: false, verdict, hash: undefined, flags: undefined });
      return stop + 1;
    }
    const flags = isWorthLook(flagsIn(found), stop - start) ? look.flagsOf(start, stop) : 0;
    if (flags !== 0) marks.push({ start, end: stop, isNumber: false, verdict, hash: look.hashOf(start, stop), flags });
    else if (usual !== undefined) usuals.note(usual, start - 1, stop + 1);
    return stop + 1;
  };

  const isWorthLook = (flags: number, length: number): boolean => (flags & suspects) !== 0 || mayHoldMore(flags, length);

  const takeMarks: LineScan['takeMarks'] = () => {
    const taken = marks;
    marks = [];
    return taken;
  };

  /** Behind a number, `true`, `false` or `null`. */
  const passLiteral = (start: number, verdict: KeyVerdict): number => {
    if ((bytes[start] as number) > LAST_NUMERIC) return endOfWord(bytes, start);
    const at = endOfNumber(bytes, start);
    if (at > end) return BROKEN;
    if (verdict.secret !== undefined || mayBeCard(bytes, start, at))
      marks.push({ start, end: at, isNumber: true, verdict, hash: undefined, flags: undefined });
    return at;
  };

  return { bytes, scan, takeMarks, remember: look.remember };
};

/** Which of the open brackets are arrays is kept in the bits of one number. */
const BITS_OF_DEPTH = 30;

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
