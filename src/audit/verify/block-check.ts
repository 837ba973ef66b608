import type { Range } from '../losses-book.js';
import type { AuditFinding } from './finding.js';
import { type Entry, judgeBlock } from './judge-block.js';
import { type Block, type StreamPlan, withoutDropped } from './stream-plan.js';
import type { Tally } from './tally.js';

/** Proves a stream's blocks as they become complete; what is proven need not be kept. */
export type BlockCheck = {
  /** A line of the block of this index, that claims the place `seq`. */
  take(index: number, seq: number, entry: Entry): void;
  /** Everything was read; answers what is missing without a reason. */
  end(): readonly Range[];
};

export type BlockCheckDeps = { readonly tally: Tally; readonly report: (finding: AuditFinding) => void };

type Open = Map<number, Entry[]>;

export const createBlockCheck = ({ id, blocks, dropped }: StreamPlan, { tally, report }: BlockCheckDeps): BlockCheck => {
  const open = new Map<number, Open>();
  const isClosed = new Uint8Array(blocks.length);

  const take = (index: number, seq: number, entry: Entry): void => {
    if (isClosed[index] === 1) report(insertedAt(id, seq, entry.line));
    else collect(index, seq, entry);
  };

  const collect = (index: number, seq: number, entry: Entry): void => {
    const collected: Open = open.get(index) ?? new Map();
    const claims = collected.get(seq);
    open.set(index, collected);
    if (claims === undefined) collected.set(seq, [entry]);
    else claims.push(entry);
    const block = blocks[index];
    if (block !== undefined && collected.size === sizeOf([[block.from, block.to]])) judge(block, { index, collected, isLast: false });
  };

  type Case = { readonly index: number; readonly collected: Open; readonly isLast: boolean };

  const judge = (block: Block, { index, collected, isLast }: Case): void => {
    const judgement = judgeBlock(block, collected);
    // It may be that an impostor came first, and the true record is still to come.
    if (judgement.is === 'edited' && !isLast) return;
    open.delete(index);
    isClosed[index] = 1;
    if (judgement.is === 'edited') report(editedAt(id, block, collected));
    else count(collected, judgement);
  };

  const count = (collected: Open, { is, impostors }: { readonly is: 'proven' | 'unknown'; readonly impostors: readonly Entry[] }): void => {
    const erased = is === 'proven' ? 0 : [...collected.values()].filter((claims) => claims.every(({ isErased }) => isErased)).length;
    tally[is === 'proven' ? 'proven' : 'unproven'] += collected.size - erased;
    tally.erased += erased;
    for (const [seq, claims] of collected) {
      for (const { line } of claims.filter((entry) => impostors.includes(entry))) report(insertedAt(id, seq, line));
    }
  };

  const end = (): readonly Range[] =>
    blocks.flatMap((block, index) => (isClosed[index] === 1 ? [] : finish(block, index))).reduce<Range[]>(joined, []);

  const finish = (block: Block, index: number): readonly Range[] => {
    const collected: Open = open.get(index) ?? new Map();
    const absent = absentFrom(block, collected);
    const missing = absent.flatMap((range) => withoutDropped(range, dropped));
    tally.dropped += sizeOf(absent) - sizeOf(missing);
    if (collected.size > 0) judge(block, { index, collected, isLast: true });
    return missing;
  };

  return { take, end };
};

export const insertedAt = (stream: string, seq: number, line: number): AuditFinding => ({
  flaw: 'inserted',
  stream,
  seq,
  line,
  text: `line ${line} was never sealed: it claims to be record ${seq} of stream ${stream}`,
});

const editedAt = (stream: string, { from, to }: Block, collected: Open): AuditFinding => {
  const line = Math.min(...[...collected.values()].flat().map((entry) => entry.line));
  const which =
    from === to
      ? `record ${from} of stream ${stream}, in line ${line},`
      : `one of the records ${from} to ${to} of stream ${stream}, from line ${line} on,`;
  return { flaw: 'edited', stream, seq: from, lastSeq: to, line, text: `${which} was edited` };
};

/** Numbers of a block that were not read. */
const absentFrom = ({ from, to }: Block, collected: Open): readonly Range[] => {
  const present = [...collected.keys()].sort((a, b) => a - b);
  return [...present, to + 1]
    .map((seq, index) => [(present[index - 1] ?? from - 1) + 1, seq - 1] as const)
    .filter(([first, last]) => first <= last);
};

export const sizeOf = (ranges: readonly Range[]): number => ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

const joined = (ranges: Range[], range: Range): Range[] => {
  const before = ranges.at(-1);
  if (before?.[1] === range[0] - 1) ranges[ranges.length - 1] = [before[0], range[1]];
  else ranges.push(range);
  return ranges;
};
