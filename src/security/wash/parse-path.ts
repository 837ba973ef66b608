import { ConfigurationError } from '../../core/errors.js';

/** Any key, or any item. */
export const WILDCARD = '*';

/**
 * The names along a path in Pino's syntax (https://github.com/pinojs/redact#path-syntax): `a.b.c`, `a["b-c"].d`, `a[0].b`, `["x.y"]`; `*`
 * stands for every key or item of one level: `*.x`, `a[*].b`, `a.*`.
 * @throws ConfigurationError where it is no path; `option` says whose.
 */
export const parsePath = (path: unknown, option: string): readonly string[] => {
  if (typeof path !== 'string') throw badPath(option, typeof path, 'a path is a text');
  const fail = (problem: string) => badPath(option, JSON.stringify(path), problem);
  if (path === '') throw fail('it is empty');
  const names: string[] = [];
  for (let at = 0; at < path.length; ) {
    const { name, end } = path[at] === '[' ? bracketed(path, at, fail) : bare(path, at, fail);
    names.push(name);
    at = nextStart(path, end, fail);
  }
  return names;
};

type Fail = (problem: string) => ConfigurationError;
type Step = { readonly name: string; readonly end: number };

const badPath = (option: string, received: string, problem: string): ConfigurationError =>
  new ConfigurationError(
    `option \`${option}\`: ${problem}; received ${received}. Write paths as Pino does: \`user.email\`, \`headers["x-id"]\`, \`orders[*].note\`, \`*.token\``,
    { context: { option } },
  );

const bare = (path: string, start: number, fail: Fail): Step => {
  let end = start;
  while (end < path.length && !'.[],'.includes(path.charAt(end))) end += 1;
  if (path[end] === ']') throw fail(`a \`]\` at ${end} closes nothing`);
  if (path[end] === ',') throw fail('a comma cannot stand outside of quotes, each path is an item of its own');
  if (end === start) throw fail(`a name is missing at ${start}`);
  return { name: path.slice(start, end), end };
};

const bracketed = (path: string, start: number, fail: Fail): Step => {
  const quote = path.charAt(start + 1);
  const isQuoted = quote === '"' || quote === "'" || quote === '`';
  const from = start + (isQuoted ? 2 : 1);
  const close = path.indexOf(isQuoted ? `${quote}]` : ']', from);
  if (close < 0) throw fail(`the \`[\` at ${start} is not closed`);
  const name = path.slice(from, close);
  if (!isQuoted && (name === '' || /["'`[,]|^\s|\s$/.test(name)))
    throw fail(`within the brackets at ${start} stands \`*\`, a number, or a name in quotes`);
  return { name, end: close + (isQuoted ? 2 : 1) };
};

/** Where the next name starts, behind a dot or at a bracket. */
const nextStart = (path: string, end: number, fail: Fail): number => {
  if (end === path.length || path[end] === '[') return end;
  if (path[end] !== '.') throw fail(`a dot is missing at ${end}`);
  if (end + 1 === path.length || path[end + 1] === '[') throw fail(`a name is missing at ${end + 1}`);
  return end + 1;
};
