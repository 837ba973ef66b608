import { type Chunk, countOf, lineAt } from '../../core/chunk.js';

/** Why records go to the fallback. */
export type Why = {
  /** What the collector's last failure was, as a short word. */
  readonly reason: string;
  /** Since when it has taken nothing, as ISO 8601. */
  readonly since: string;
};

/**
 * The same chunk, each of whose lines says in a member `logferry` why it came this way. A line that is no JSON object stays as it
 * is. `mayBeText`: lines need not be JSON, so each is looked at.
 */
export const markLines = (chunk: Chunk, { reason, since }: Why, mayBeText: boolean): Chunk => {
  const member = `"logferry":${JSON.stringify({ fallback: reason, since })}}`;
  const marked = Array.from({ length: countOf(chunk) }, (_, index) =>
    Buffer.from(`${markLine(lineAt(chunk, index), member, mayBeText)}\n`),
  );
  let end = 0;
  const ends = marked.map(({ length }) => {
    end += length;
    return end;
  });
  // Lines keep their places, by which they are named; those before the chunk's first are empty here.
  const before = Array.from({ length: chunk.from }, () => 0);
  return { ...chunk, lines: { ...chunk.lines, bytes: Buffer.concat(marked), ends: [...before, ...ends] } };
};

const markLine = (line: string, member: string, mayBeText: boolean): string => {
  const text = line.trim();
  if (!text.startsWith('{') || !text.endsWith('}') || (mayBeText && !isJson(text))) return line;
  const head = text.slice(0, -1);
  return `${head}${head.trim() === '{' ? '' : ','}${member}`;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
