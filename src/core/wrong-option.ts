import { ConfigurationError } from './errors.js';
import { unknownOption } from './unknown-option.js';

/** What a schema finds wrong with options. */
export type OptionIssue = {
  /** `never` where there is no such option. */
  readonly expected: string | null;
  readonly message: string;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
  readonly input: unknown;
};

/** Options by name, as a schema has them; those of an option that is an object are within what it wraps. */
export type OptionEntries = { readonly [name: string]: { readonly wrapped?: { readonly entries?: OptionEntries } } };

export type OptionNames = {
  readonly entries: object;
  /** Values that must not stand in a message. */
  readonly isSecret: (path: string) => boolean;
};

/** The error for what a schema refused: which option, what was received, what would be right. */
export const wrongOption = (issues: readonly [OptionIssue, ...OptionIssue[]], { entries, isSecret }: OptionNames): ConfigurationError => {
  const issue = issues.find(isUnknown) ?? issues[0];
  const path = issue.path?.map(({ key }) => String(key)).join('.') ?? 'options';
  if (isUnknown(issue)) return unknownOption(path, namesBeside(path, entries as OptionEntries));
  const message = `option \`${path}\`: ${issue.message}; received ${show(issue.input, isSecret(path))}`;
  return new ConfigurationError(message, { context: { option: path } });
};

/** First of all, for an option by another name is also one that is missing. */
const isUnknown = ({ expected }: OptionIssue): boolean => expected === 'never';

/** The names that there are where `path` ends; none where the schema is no plain object. */
const namesBeside = (path: string, entries: OptionEntries): readonly string[] => {
  const above = path.split('.').slice(0, -1);
  return Object.keys(above.reduce<OptionEntries | undefined>((within, name) => within?.[name]?.wrapped?.entries, entries) ?? {});
};

const LONGEST_SHOWN = 60;

const show = (value: unknown, isSecret: boolean): string => {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return nounOf(value);
  return isSecret ? 'another text' : JSON.stringify(value.slice(0, LONGEST_SHOWN));
};

const nounOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};
