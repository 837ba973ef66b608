import { ConfigurationError } from '../core/errors.js';

/** `{fields.user.id|nobody}`: its parts `['fields', 'user', 'id']`, and what stands in for a missing value. */
export type Placeholder = { readonly path: readonly [string, ...string[]]; readonly fallback: string };

/** Literal text, or a place to fill. */
export type Segment = string | Placeholder;

/**
 * Takes a template apart: `{path}` or `{path|fallback}` is filled in, `{{` and `}}` are braces, all else stands for itself.
 * Throws a `ConfigurationError` that names `option`; the text itself may hold a secret, so the message tells the place only.
 */
export const parseTemplate = (text: string, option: string): readonly Segment[] => {
  const segments = [...text.matchAll(TOKEN)].map((match) => segmentOf(match, option));
  return segments.reduce(joinLiterals, []);
};

const TOKEN = /\{\{|\}\}|\{[^{}]+\}|[{}]|[^{}]+/g;

const segmentOf = ({ 0: token, index }: RegExpExecArray, option: string): Segment => {
  if (token === '{{' || token === '}}') return token.charAt(0);
  if (token === '{' || token === '}') throw looseBrace(token, index, option);
  return token.startsWith('{') ? placeholderOf(token, option) : token;
};

const joinLiterals = (segments: readonly Segment[], next: Segment): readonly Segment[] => {
  const last = segments.at(-1);
  return typeof last === 'string' && typeof next === 'string' ? [...segments.slice(0, -1), last + next] : [...segments, next];
};

const placeholderOf = (token: string, option: string): Placeholder => {
  const [path = '', ...fallback] = token.slice(1, -1).split('|');
  const [root = '', ...parts] = path.trim().split('.');
  if (root === '' || parts.includes('')) {
    throw new ConfigurationError(`option \`${option}\`: the placeholder ${token} has an empty name. Write a path such as {fields.tenant}.`);
  }
  return { path: [root, ...parts], fallback: fallback.join('|') };
};

const looseBrace = (brace: string, index: number, option: string): ConfigurationError =>
  new ConfigurationError(
    `option \`${option}\`: the "${brace}" at character ${index + 1} belongs to no placeholder. Write a placeholder such as {level}, or "${brace}${brace}" for the brace itself.`,
  );

/** A placeholder whose root templates of this option do not have. */
export const unknownRoot = ({ path }: Placeholder, option: string, roots: string): ConfigurationError =>
  new ConfigurationError(`option \`${option}\`: {${path.join('.')}} names nothing. A template here can name ${roots}.`);
