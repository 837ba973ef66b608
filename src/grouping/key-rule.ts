import type { LineRecord } from '../core/line.js';
import type { KeyTemplates } from './aggregator-key.js';
import { compileKeyTemplate, furthest, type KeyTemplate, type Touches } from './key-template.js';

/** A key by templates. */
export type KeyRule = {
  readonly touches: Touches;
  readonly readsContext: boolean;
  /** A text that two records share exactly when their keys are equal; `undefined` where a value has no text. */
  text(record: LineRecord, context: unknown): string | undefined;
  /** The key itself; `undefined`, or a part of it, as for `text`. */
  key(record: LineRecord, context: unknown): unknown;
};

export const compileKeyRule = (aggregatorKey: string | KeyTemplates, option = 'aggregatorKey'): KeyRule =>
  typeof aggregatorKey === 'string' ? ruleOfOne(aggregatorKey, option) : ruleOfParts(aggregatorKey, option);

const ruleOfOne = (template: string, option: string): KeyRule => {
  const { render, touches, readsContext } = compileKeyTemplate(template, option);
  return { touches, readsContext, text: render, key: render };
};

type Part = KeyTemplate & { readonly name: string };

const ruleOfParts = (templates: KeyTemplates, option: string): KeyRule => {
  const parts = Object.entries(templates).map(([name, text]): Part => ({ name, ...compileKeyTemplate(text, `${option}.${name}`) }));
  return {
    touches: furthest(parts.map(({ touches }) => touches)),
    readsContext: parts.some(({ readsContext }) => readsContext),
    text: (record, context) => joined(parts, record, context),
    key: (record, context) => Object.fromEntries(parts.map(({ name, render }) => [name, render(record, context)])),
  };
};

/** Each text after its length: no value can pretend to be two. */
const joined = (parts: readonly Part[], record: LineRecord, context: unknown): string | undefined => {
  let written = '';
  for (const { render } of parts) {
    const text = render(record, context);
    if (text === undefined) return undefined;
    written += `${text.length}:${text}`;
  }
  return written;
};
