import type { Key } from '../core/group.js';
import { type Placeholder, parseTemplate, type Segment, unknownRoot } from './template-syntax.js';
import { textOf, valueAt } from './template-value.js';

export type KeyedTemplate = (key: Key) => string;

/** Compiles a template over an aggregator key, for headers. Throws a `ConfigurationError` that names `option`. */
export const compileKeyedTemplate = (text: string, option: string): KeyedTemplate => fillKeyed(parseTemplate(text, option), option);

/** Fills parsed segments from a key; `encode` is put around each value, not around literal text. */
export const fillKeyed = (segments: readonly Segment[], option: string, encode = (value: string) => value): KeyedTemplate => {
  const parts = segments.map((segment) => (typeof segment === 'string' ? segment : partOf(segment, option, encode)));
  return (key) => parts.map((part) => (typeof part === 'string' ? part : part(key))).join('');
};

const partOf = (placeholder: Placeholder, option: string, encode: (value: string) => string): KeyedTemplate => {
  const [root, ...path] = placeholder.path;
  if (root !== 'key') throw unknownRoot(placeholder, option, '{key} and {key.<part>}');
  return (key) => encode(textOf(valueAt(key, path), placeholder) ?? placeholder.fallback);
};
