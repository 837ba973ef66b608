/** What `peekField` answers when only a parse can tell. */
export const UNSURE = Symbol('unsure');

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const NINE = 0x39;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * One top-level field of a line of JSON, read from the text: a primitive value, or `undefined` where the line has no such field.
 * Equal to what `JSON.parse` would give, or `UNSURE`.
 *
 * In JSON a bare `"tenant"` between `{` or `,` and `:` can only be a field's name: a quote inside a string has a backslash
 * before it. It is at the top level if nothing was opened between the line's first brace and it. It is certain if it stands
 * there once, and no character of a name can hide behind an escape.
 */
export const peekField = (line: string, field: string): unknown => {
  if (line.charCodeAt(0) !== OPEN_BRACE || !isSimple(field) || line.includes('\\u00')) return UNSURE;
  const name = quotedOnce(line, field);
  if (name < 0) return name === ABSENT ? undefined : UNSURE;
  const colon = name + field.length + 1;
  const before = line.charCodeAt(name - 2);
  if (line.charCodeAt(colon) !== COLON || (before !== COMMA && before !== OPEN_BRACE)) return UNSURE;
  if (opensBefore(line, '{', name) || opensBefore(line, '[', name)) return UNSURE;
  return primitiveAt(line, colon + 1);
};

/** Whether JSON can write the name in one way only, apart from `\u00..`: printable ASCII without quote, slash and backslash. */
const isSimple = (field: string): boolean => {
  for (let index = 0; index < field.length; index += 1) {
    const code = field.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === 0x2f || code === 0x5c) return false;
  }
  return field.length > 0;
};

const ABSENT = -1;
const SEVERAL = -2;

/** Where the name stands between quotes, if it does so exactly once. */
const quotedOnce = (line: string, field: string): number => {
  let found = ABSENT;
  for (let at = line.indexOf(field, 1); at !== -1; at = line.indexOf(field, at + 1)) {
    if (line.charCodeAt(at - 1) !== QUOTE || line.charCodeAt(at + field.length) !== QUOTE) continue;
    if (found !== ABSENT) return SEVERAL;
    found = at;
  }
  return found;
};

/** `indexOf`, though it may look too far: it searches many characters at a time, `lastIndexOf` one by one. */
const opensBefore = (line: string, bracket: string, end: number): boolean => {
  const at = line.indexOf(bracket, 1);
  return at !== -1 && at < end;
};

const primitiveAt = (line: string, at: number): unknown => {
  const first = line.charCodeAt(at);
  if (first === QUOTE) return stringAt(line, at + 1);
  if (first === MINUS || (first >= ZERO && first <= NINE)) return numberAt(line, at);
  if (line.startsWith('true', at)) return true;
  if (line.startsWith('false', at)) return false;
  return line.startsWith('null', at) ? null : UNSURE;
};

const stringAt = (line: string, start: number): unknown => {
  const text = line.slice(start, line.indexOf('"', start));
  return text.includes('\\') ? UNSURE : text;
};

const numberAt = (line: string, start: number): unknown => {
  let end = start + 1;
  for (let code = line.charCodeAt(end); code !== COMMA && code !== CLOSE_BRACE && end < line.length; code = line.charCodeAt(end)) end += 1;
  return Number(line.slice(start, end));
};
