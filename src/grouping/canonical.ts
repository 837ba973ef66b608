/** A key is small by nature; canonical text longer than this is no key. In characters. */
const LONGEST_TEXT = 4096;
const DEEPEST_LEVEL = 8;

/**
 * Canonical JSON of a key: object parts sorted by name, primitives by type and value (`1` and `'1'` differ, `-0` is `0`).
 * Equal keys have equal text, different keys have different text.
 *
 * `undefined` for what is no plain data, and so cannot tell groups apart for certain: NaN and the infinities, `undefined`,
 * functions, symbols, bigints, dates, maps, promises and the like, what is nested too deep or written too long. An instance of
 * a class is accepted by its own enumerable data, if it has any.
 */
export const canonicalName = (key: unknown): string | undefined => {
  const text = written('', key, 0);
  return text === undefined || text.length > LONGEST_TEXT ? undefined : text;
};

/** `before` with the value's text behind it; so the length of the whole is known at each step, and bounds it. */
const written = (before: string, value: unknown, level: number): string | undefined => {
  if (before.length > LONGEST_TEXT) return undefined;
  switch (typeof value) {
    case 'string':
      return quoted(before, value);
    case 'number':
      return Number.isFinite(value) ? before + String(value) : undefined;
    case 'boolean':
      return before + String(value);
    case 'object':
      if (value === null) return `${before}null`;
      if (level === DEEPEST_LEVEL) return undefined;
      return Array.isArray(value) ? arrayText(before, value, level + 1) : objectText(before, value, level + 1);
    default:
      return undefined;
  }
};

const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

const quoted = (before: string, text: string): string | undefined => {
  if (text.length > LONGEST_TEXT) return undefined;
  return NEEDS_ESCAPE.test(text) ? before + JSON.stringify(text) : `${before}"${text}"`;
};

const arrayText = (before: string, items: readonly unknown[], level: number): string | undefined => {
  let text: string | undefined = `${before}[`;
  for (let index = 0; index < items.length && text !== undefined; index += 1) {
    text = written(index === 0 ? text : `${text},`, items[index], level);
  }
  return text && `${text}]`;
};

const objectText = (before: string, value: object, level: number): string | undefined => {
  const names = partNames(value);
  if (names === undefined) return undefined;
  let text: string | undefined = `${before}{`;
  for (let index = 0; index < names.length && text !== undefined; index += 1) {
    const name = names[index] ?? '';
    const named = quoted(index === 0 ? text : `${text},`, name);
    text = named && written(`${named}:`, (value as Record<string, unknown>)[name], level);
  }
  return text && `${text}}`;
};

/** Sorted. `undefined` for a built-in object, which hides its data, and for an instance that shows none: all would look equal. */
const partNames = (value: object): readonly string[] | undefined => {
  const names = Object.keys(value);
  if (!isPlain(value) && (names.length === 0 || Object.prototype.toString.call(value) !== '[object Object]')) return undefined;
  if (names.length > LONGEST_TEXT) return undefined;
  return isSorted(names) ? names : names.sort();
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const isSorted = (names: readonly string[]): boolean => {
  for (let index = 1; index < names.length; index += 1) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return false;
  }
  return true;
};
