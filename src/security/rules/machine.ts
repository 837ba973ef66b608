import type { Letter } from './letters.js';
import type { Pattern } from './parse-pattern.js';

/** What the engine does when it tries a pattern, step by step. The ways of a fork are tried in their order. */
export type Step =
  | { readonly does: 'take'; readonly id: number; readonly letter: number; readonly next: Step; readonly part: string }
  | Fork
  /** A loop's body is done. The engine does not repeat what has taken nothing. */
  | { readonly does: 'again'; readonly loop: Fork }
  | { readonly does: 'pass'; readonly isOpen: (place: Place) => boolean; readonly next: Step }
  | { readonly does: 'found' };

export type Fork = { readonly does: 'fork'; readonly ways: Step[] };

/** Between two characters. `open`: a bit for each look-around that more than one character decides, whether it lets through here. */
export type Place = { readonly before: Letter | undefined; readonly after: Letter; readonly open: number };

export type Machine = {
  readonly start: Step;
  /** How the pattern's letters are written, by their numbers. */
  readonly sources: readonly string[];
  /** How many look-arounds there are that more than one character decides. */
  readonly looks: number;
  /** What speaks against the pattern, before it is tried at all. */
  readonly fault: { readonly part: string; readonly why: string } | undefined;
};

export const createMachine = (pattern: Pattern, isMultiline: boolean): Machine => {
  const sources: string[] = [];
  let fault: Machine['fault'];
  let looks = 0;
  let size = 0;

  /** `part`: the outermost repeat around it, by which the pattern's author knows the place; empty outside of repeats. */
  const build = (node: Pattern, next: Step, part: string): Step => {
    if (fault !== undefined) return next;
    size += 1;
    switch (node.type) {
      case 'letter':
        return { does: 'take', id: size, letter: numberOf(node.source), next, part };
      case 'sequence':
        return node.parts.reduceRight((after, each) => build(each, after, part), next);
      case 'choice':
        return { does: 'fork', ways: node.parts.map((each) => build(each, next, part)) };
      case 'repeat':
        return buildRepeat(node, next, part || (node.most > 1 ? node.source : ''));
      case 'edge':
        return { does: 'pass', isOpen: edgeOf(node.edge, isMultiline), next };
      case 'look':
        return buildLook(node, next);
      case 'foreign':
        fault = { part: node.source, why: node.why };
        return next;
    }
  };

  const numberOf = (source: string): number => {
    const known = sources.indexOf(source);
    return known >= 0 ? known : sources.push(source) - 1;
  };

  const buildRepeat = ({ body, least, most, isLazy, source }: Pattern & { type: 'repeat' }, next: Step, part: string): Step => {
    const fork = (again: readonly Step[]): Fork => ({ does: 'fork', ways: isLazy ? [next, ...again] : [...again, next] });
    const copies = (count: number, last: Step, wrap: (step: Step) => Step): Step => {
      let step = last;
      for (let made = 0; made < count && fault === undefined; made += 1) {
        step = wrap(build(body, step, part));
        if (size > MOST_STEPS) fault = { part: source, why: `repeats too often: more than ${MOST_STEPS} parts in all` };
      }
      return step;
    };
    if (most !== Number.POSITIVE_INFINITY) {
      return copies(
        least,
        copies(most - least, next, (step) => fork([step])),
        (step) => step,
      );
    }
    const loop = fork([]);
    loop.ways.splice(isLazy ? 1 : 0, 0, build(body, { does: 'again', loop }, part));
    return copies(least, loop, (step) => step);
  };

  const buildLook = ({ body, isBehind, isNegative, source }: Pattern & { type: 'look' }, next: Step): Step => {
    const only = onlyLetter(body);
    if (only === undefined) {
      if (repeats(body)) fault = { part: source, why: 'repeats something within a look-around' };
      if (looks === MOST_LOOKS)
        fault = { part: source, why: `is one look-around too many: ${MOST_LOOKS} of more than one character at most` };
      const look = looks++;
      return { does: 'pass', isOpen: ({ open }) => ((open >> look) & 1) === 1, next };
    }
    const letter = numberOf(only);
    const takes = (seen: Letter | undefined): boolean => seen?.takes[letter] ?? false;
    return { does: 'pass', isOpen: ({ before, after }) => takes(isBehind ? before : after) !== isNegative, next };
  };

  const start = build(pattern, { does: 'found' }, '');
  return { start, sources, looks, fault };
};

/** Each doubles the moves of whoever plays against the pattern. */
const MOST_LOOKS = 3;
/** Of the pattern, with all its repeats written out. */
const MOST_STEPS = 3000;

const edgeOf =
  (edge: (Pattern & { type: 'edge' })['edge'], isMultiline: boolean) =>
  ({ before, after }: Place): boolean => {
    if (edge === 'start') return before === undefined || (isMultiline && before.isNewline);
    if (edge === 'end') return isMultiline && after.isNewline;
    return ((before?.isWord ?? false) === after.isWord) === (edge === 'inside');
  };

const onlyLetter = (node: Pattern): string | undefined => {
  if (node.type === 'letter') return node.source;
  const [only] = node.type === 'sequence' ? node.parts : [];
  return only !== undefined && node.type === 'sequence' && node.parts.length === 1 ? onlyLetter(only) : undefined;
};

const repeats = (node: Pattern): boolean => {
  if (node.type === 'sequence' || node.type === 'choice') return node.parts.some(repeats);
  if (node.type === 'repeat') return node.most > 1 || repeats(node.body);
  return node.type === 'foreign' || (node.type === 'look' && repeats(node.body));
};
