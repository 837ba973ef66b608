import type { Draw } from './draw.js';

/** A way to say the same elsewhere: what was found before must be found after it, and nothing else. */
type Change = { readonly name: string; readonly of: (record: Said, draw: Draw) => Said };

type Said = Readonly<Record<string, unknown>>;

/** A record with one text in it, said in another place or with something harmless around. */
export const changed = (text: string, draw: Draw): { readonly name: string; readonly record: Said } => {
  const [inner, outer] = [draw.pick(OF_TEXT), draw.pick(OF_RECORD)];
  return { name: `${inner.name}, ${outer.name}`, record: outer.of({ msg: inner.of(text) }, draw) };
};

const OF_TEXT: readonly { readonly name: string; readonly of: (text: string) => string }[] = [
  { name: 'as it is', of: (text) => text },
  { name: 'after a newline', of: (text) => `first line\n${text}` },
  { name: 'before a newline', of: (text) => `${text}\nnext line` },
  { name: 'after an emoji', of: (text) => `🚀 ${text}` },
  { name: 'after an accent', of: (text) => `déjà vu ${text}` },
  { name: 'after a zero width space', of: (text) => `\u200b ${text}` },
  { name: 'before a zero width space', of: (text) => `${text} \u200b` },
  { name: 'after a colour', of: (text) => `\u001b[32minfo\u001b[39m ${text}` },
  { name: 'after a tab', of: (text) => `\t${text}` },
  { name: 'after a percent sign', of: (text) => `100%25 ${text}` },
  { name: 'in brackets', of: (text) => `[${text}]` },
  { name: 'in JSON', of: (text) => JSON.stringify({ note: text, n: 1 }) },
  { name: 'in JSON in JSON', of: (text) => JSON.stringify({ outer: JSON.stringify({ note: text }) }) },
  { name: 'after 2,000 words', of: (text) => `${'lorem ipsum '.repeat(1000)}${text}` },
];

const OF_RECORD: readonly Change[] = [
  { name: 'at the top', of: (record) => record },
  { name: 'in an object', of: (record) => ({ level: 30, msg: 'm', inner: record }) },
  { name: 'in an array', of: (record) => ({ msg: 'm', list: [1, record, null] }) },
  { name: 'as a member of an array', of: (record) => ({ msg: 'm', list: Object.values(record) }) },
  { name: 'five levels deep', of: (record) => ({ a: { b: [{ c: { d: record } }] } }) },
  { name: 'under another key', of: (record, draw) => ({ msg: 'm', [draw.pick(KEYS)]: record['msg'] }) },
  { name: 'in an error', of: (record) => ({ msg: 'm', err: Object.assign(new Error(String(record['msg'])), { code: 'E1' }) }) },
  { name: 'in a Map', of: (record) => ({ msg: 'm', map: new Map([['k', record['msg']]]) }) },
];

const KEYS = ['detail', 'note', 'x-info', 'Über', 'a.b', 'line 4', 'payload', 'stack', 'errorMessage', 'n1'];
