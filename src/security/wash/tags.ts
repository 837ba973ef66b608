import { withNotes } from '../fit-line.js';

const TAGS = 'securityTags';

/** A washed line with the names of the rules that tagged it, unless it uses the name itself or is no JSON object. */
export const tagLine = (line: string, tags: readonly string[]): string => {
  const record = line.trimEnd();
  const newline = line.endsWith('\n') ? '\n' : '';
  return isObject(record) ? withNotes(record, { [TAGS]: tags }) + newline : line;
};

/** The same for a washed copy. */
export const tagCopy = (copy: unknown, tags: readonly string[]): unknown =>
  typeof copy === 'object' && copy !== null && !Array.isArray(copy) && !Object.hasOwn(copy, TAGS) ? { ...copy, [TAGS]: tags } : copy;

const isObject = (json: string): boolean => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};
