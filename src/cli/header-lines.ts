import { ConfigurationError } from '../core/errors.js';

/** `Name: text`, as curl has it. What stands in a header never stands in a message. */
export const headersOf = (lines: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(lines.map(headerOf));

const headerOf = (line: string): readonly [string, string] => {
  const [, name, text] = /^([^\s:]+):\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || text === undefined) throw new ConfigurationError("--header must look like 'Name: text'");
  return [name, text];
};
