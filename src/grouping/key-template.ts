import type { LineRecord } from '../core/line.js';
import { type Placeholder, parseTemplate, unknownRoot } from './template-syntax.js';
import { textOf, valueAt } from './template-value.js';

/** What a template reads of a record, at most; the later includes the earlier. `level` needs no view of the record. */
export type Touches = 'nothing' | 'level' | 'record';

export type KeyTemplate = {
  /** `undefined` where a value has no text. */
  render(record: LineRecord, context: unknown): string | undefined;
  readonly touches: Touches;
  readonly readsContext: boolean;
};

const ROOTS = '{time}, {level}, {severity}, {message}, {logger}, {fields.<name>} and {context.<name>}';

/** Compiles a template over a record and its context. Throws a `ConfigurationError` that names `option`. */
export const compileKeyTemplate = (text: string, option: string): KeyTemplate => {
  const segments = parseTemplate(text, option);
  const placeholders = segments.filter((segment) => typeof segment !== 'string');
  return {
    render: renderOf(segments.map((segment) => (typeof segment === 'string' ? segment : rendererOf(segment, option)))),
    touches: furthest(placeholders.map(touchesOf)),
    readsContext: placeholders.some(({ path: [root] }) => root === 'context'),
  };
};

type Render = KeyTemplate['render'];

const renderOf = (parts: readonly (string | Render)[]): Render => {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') return only;
  return (record, context) => {
    let written = '';
    for (const part of parts) {
      const text = typeof part === 'string' ? part : part(record, context);
      if (text === undefined) return undefined;
      written += text;
    }
    return written;
  };
};

const rendererOf = (placeholder: Placeholder, option: string): Render => {
  const read = readerOf(placeholder);
  if (read === undefined) throw unknownRoot(placeholder, option, ROOTS);
  return (record, context) => textOf(read(record, context), placeholder);
};

type Read = (record: LineRecord, context: unknown) => unknown;

const readerOf = ({ path: [root, ...path] }: Placeholder): Read | undefined => {
  if (root === 'context') return (_, context) => valueAt(context, path);
  if (root === 'fields') return fieldReader(path);
  return path.length === 0 && isFact(root) ? (record) => record[root] : undefined;
};

const fieldReader = ([first, ...rest]: readonly string[]): Read => {
  if (first === undefined) return ({ fields }) => fields;
  return rest.length === 0 ? (record) => record.peek(first) : (record) => valueAt(record.peek(first), rest);
};

const FACTS = ['time', 'level', 'severity', 'message', 'logger'] as const;

const isFact = (root: string): root is (typeof FACTS)[number] => FACTS.some((fact) => fact === root);

const touchesOf = ({ path: [root] }: Placeholder): Touches => (root === 'context' ? 'nothing' : root === 'level' ? 'level' : 'record');

/** What several templates together touch. */
export const furthest = (touches: readonly Touches[]): Touches =>
  touches.includes('record') ? 'record' : touches.includes('level') ? 'level' : 'nothing';
