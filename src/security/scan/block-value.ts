import { isMixed } from './loose-secret.js';
import { readValue, type Value } from './read-value.js';

/**
 * The value that stands on the line behind its name, further in, as YAML writes it (YAML 1.2.2, 8.1): a block with its sign (`password: |`), all of
 * it; or a word alone, if it looks like a password, as code and reports go on in the same way.
 */
export const readBlock = (text: string, from: number): Value | undefined => {
  const head = HEAD.exec(text.slice(from, from + LONGEST_HEAD));
  if (head === null) return undefined;
  const [{ length }, sign, indent = ''] = head;
  if (sign !== undefined) return { start: from + length, end: endOfBlock(text, from + length, indent), form: 'quoted' };
  const value = readValue(text, from + length);
  if (value === undefined || value.form === 'container' || text.charAt(value.end) === ':') return undefined;
  return value.form === 'quoted' || isMixed(text.slice(value.start, value.end)) ? value : undefined;
};

const LONGEST_HEAD = 64;
/** A line break may be written as `\r\n`, which stands as two in what a detector sees. */
const HEAD = /^[ \t]{0,4}([|>][+-]?)?[ \t\r]{0,4}\n(?:[ \t\r]{0,4}\n)?([ \t]{1,32})(?=\S)/;

const LONGEST_BLOCK = 4096;

/** Behind the last line that stands as far in as the first. */
const endOfBlock = (text: string, start: number, indent: string): number => {
  const lines = text.slice(start, start + LONGEST_BLOCK);
  let end = lines.indexOf('\n');
  while (end !== -1 && lines.startsWith(indent, end + 1)) end = lines.indexOf('\n', end + 1);
  return start + (end === -1 ? lines : lines.slice(0, end)).trimEnd().length;
};
