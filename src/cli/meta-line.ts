import type { Key } from '../core/group.js';
import type { StoredRecord } from './stored-record.js';

/**
 * A record with what is known of it, as one line of JSON. A record that is an object stands in it as it is, to the byte; any other
 * line stands as a text.
 */
export const metaOf = ({ log, group, seq, letter, line }: StoredRecord): string => {
  const facts = JSON.stringify({
    log,
    group: keyOf(group),
    seq,
    reason: letter?.reason,
    error: letter?.error,
    at: letter && new Date(letter.at).toISOString(),
  });
  return `${facts.slice(0, -1)},"record":${recordText(line.toString())}}`;
};

/** The key of a group; `null` for records that have none. */
export const keyOf = (group: string | undefined): Key => (group === undefined ? null : (JSON.parse(group) as Key));

const recordText = (line: string): string => (isJsonObject(line) ? line : JSON.stringify(line));

const isJsonObject = (line: string): boolean => {
  if (!line.startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** What `cat --meta` printed, or what was left of it by a filter such as jq; undefined for any other line. */
export const readMeta = (text: string): { readonly line: string; readonly key: Key } | undefined => {
  try {
    const meta: unknown = JSON.parse(text);
    if (!isMeta(meta)) return undefined;
    const { record, group } = meta;
    return { line: typeof record === 'string' ? record : JSON.stringify(record), key: group };
  } catch {
    return undefined;
  }
};

type Meta = { readonly group: Key; readonly record: unknown };

/** A record of the app's own may have fields of these names too, but hardly `log`, `group` and `record`, and none besides. */
const isMeta = (value: unknown): value is Meta => {
  if (typeof value !== 'object' || value === null) return false;
  return ['log', 'group', 'record'].every((name) => Object.hasOwn(value, name)) && Object.keys(value).every((name) => NAMES.includes(name));
};

const NAMES: readonly string[] = ['log', 'group', 'seq', 'reason', 'error', 'at', 'record'];
