import { endOfBare, isSpace } from './bare-value.js';
import { opensContainer, readContainer } from './container.js';
import { isQuote, NOT_CLOSED, readQuoted, type Span } from './quoted.js';

/** A value in a text, without what stands around it. `bare`: no quotes and no brackets say where it ends. */
export type Value = Span & { readonly form: 'quoted' | 'container' | 'bare' };

/** The value that starts at `at` or behind the blanks there; `undefined` where the line ends, or a sign that ends values stands first. */
export const readValue = (text: string, at: number): Value | undefined => {
  const start = skipPrefix(text, skipBlanks(text, at));
  const container = readContainer(text, start);
  return container === undefined ? scalarAt(text, start) : { ...container, form: 'container' };
};

/** The same for those who want no object and no list: what stands within their brackets is not read. */
export const readScalar = (text: string, at: number): Value | undefined => {
  const start = skipPrefix(text, skipBlanks(text, at));
  return opensContainer(text, start) ? undefined : scalarAt(text, start);
};

const scalarAt = (text: string, start: number): Value | undefined => {
  const quoted = readQuoted(text, start);
  return quoted === undefined ? bareValue(text, start) : quotedValue(text, quoted);
};

export const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (at - from < MOST_BLANKS && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at;
};

const MOST_BLANKS = 32;

/** What languages put in front of a text: `b'x'`, `@"x"`, `Some("x")`, `String("x")`, `[]byte("x")`, `SecretStr('x')`, `!!str x`. */
const skipPrefix = (text: string, at: number): number => {
  if (isQuote(text.charCodeAt(at + 1)) && PREFIXES.includes(text.charAt(at))) return at + 1;
  const wrapper = WRAPPER_STARTS.includes(text.charAt(at)) ? WRAPPER.exec(text.slice(at, at + LONGEST_WRAPPER)) : null;
  return wrapper === null ? at : at + wrapper[0].length;
};

const PREFIXES = '@$&*=~bBrRuUfFLN';
const WRAPPER_STARTS = 'SJOsPbBn[!';
const LONGEST_WRAPPER = 24;
const WRAPPER =
  /^(?:(?:Some|Just|Optional|Option|String|string|str|SecretStr|SecretString|Secret|Password|bytes|Buffer\.from|\[\]byte|new String)\((?=[\\"'`])|Some\(|Optional\[|!!(?:str|binary) )/;

const quotedValue = (text: string, { start, end }: Span): Value | undefined => {
  if (end === NOT_CLOSED) return bareValue(text, start);
  return end > start ? { start, end, form: 'quoted' } : undefined;
};

const bareValue = (text: string, start: number): Value | undefined => {
  if (start >= text.length || isSpace(text.charCodeAt(start)) || NO_VALUE.includes(text.charAt(start))) return undefined;
  const end = endOfBare(text, start);
  return end > start ? { start, end, form: 'bare' } : undefined;
};

const NO_VALUE = '&;,|)]}>';
