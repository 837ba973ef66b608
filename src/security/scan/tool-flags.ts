import { startOfArgument } from './cli-flags.js';
import type { Detector, Sight } from './finding.js';
import { isSecretValue } from './placeholder.js';
import { readScalar } from './read-value.js';

/**
 * Finds passwords behind flags of one letter, which mean one with some commands only: `mysql -pX`, `curl -sSu user:X`, `sshpass -p X`,
 * `redis-cli -a X`; as a command line, or as a list of arguments, `["sshpass","-p","X"]`.
 */
export const findToolFlags: Detector = (sight) => {
  if (!FLAG.test(sight.text)) return;
  let before: Command | undefined;
  for (const { 0: tool, index } of sight.text.matchAll(TOOL)) {
    if (before !== undefined) noteFlags(sight, before, index);
    const rule = RULES.get(tool);
    before = rule === undefined ? undefined : { rule, from: index + tool.length };
  }
  if (before !== undefined) noteFlags(sight, before, sight.text.length);
};

const FLAG = /[ "']--?[A-Za-z]/;
const TOOL =
  /\b(mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|curl|https?|sshpass|redis-cli|mongo|mongosh|mongodump|mongorestore|ldapsearch|ldapmodify|ldapadd|ldapwhoami|sqlcmd|bcp|smbclient|zip|unzip|7z|az|cqlsh|rdesktop|rabbitmqadmin|(?:docker|podman|nerdctl|buildah|skopeo|oras|oc|cf|helm registry) login|openssl enc)(?=[ "'\\])/g;

type Rule = {
  readonly flag: string;
  /** `attached`: `-pX`; `apart`: `-p X`; `either`. */
  readonly where: 'attached' | 'apart' | 'either';
  /** The same flag, written out behind its first dash. */
  readonly long?: string;
  /** Stands between a user and the password. */
  readonly after?: string;
};

const LOGINS = ['docker', 'podman', 'nerdctl', 'buildah', 'skopeo', 'oras', 'oc', 'cf', 'helm registry'].map((tool) => `${tool} login`);

const RULES: ReadonlyMap<string, Rule> = new Map(
  (
    [
      [['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mariadb', 'mariadb-dump', '7z', 'rdesktop'], { flag: 'p', where: 'attached' }],
      [['sshpass'], { flag: 'p', where: 'either' }],
      [['curl'], { flag: 'u', long: '-user ', where: 'either', after: ':' }],
      [['http', 'https'], { flag: 'a', long: '-auth ', where: 'apart', after: ':' }],
      [['smbclient'], { flag: 'U', where: 'apart', after: '%' }],
      [['redis-cli'], { flag: 'a', where: 'apart' }],
      [['mongo', 'mongosh', 'mongodump', 'mongorestore', 'az', 'cqlsh', 'rabbitmqadmin'], { flag: 'p', where: 'apart' }],
      [LOGINS, { flag: 'p', where: 'apart' }],
      [['openssl enc'], { flag: 'k', where: 'apart' }],
      [['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapwhoami'], { flag: 'w', where: 'apart' }],
      [['sqlcmd', 'bcp', 'zip', 'unzip'], { flag: 'P', where: 'apart' }],
    ] satisfies readonly (readonly [tools: readonly string[], rule: Rule])[]
  ).flatMap(([tools, rule]) => tools.map((tool) => [tool, rule] as const)),
);

type Command = { readonly rule: Rule; readonly from: number };

const LONGEST_COMMAND = 256;

/** The first flag of the command whose name ends at `from`, before the name of a next one. */
const noteFlags = (sight: Sight, { rule, from }: Command, next: number): void => {
  const { text } = sight;
  const last = Math.min(next, from + LONGEST_COMMAND);
  for (let at = from; at < last && !endsCommand(text, at); at += 1) {
    const end = endOfFlag(text, at, rule);
    if (end === undefined) continue;
    noteFlag(sight, rule, end);
    return;
  }
};

/** `&` alone may stand in a URL. */
const endsCommand = (text: string, at: number): boolean => '\n|;'.includes(text.charAt(at)) || text.startsWith('&&', at);

const endOfFlag = (text: string, at: number, { flag, long, after }: Rule): number | undefined => {
  if (text.charAt(at) !== '-' || !STARTS_FLAG.includes(text.charAt(at - 1))) return undefined;
  if (text.charAt(at + 1) === flag) return at + 2;
  if (long !== undefined && text.startsWith(long, at + 1)) return at + long.length;
  const bundle = after === undefined ? null : BUNDLE.exec(text.slice(at + 1, at + LONGEST_BUNDLE));
  return bundle?.[0].endsWith(flag) ? at + 1 + bundle[0].length : undefined;
};

const STARTS_FLAG = ' "\'';
/** Flags that share a dash: `-sSu`. */
const BUNDLE = /^[A-Za-z]{2,6}(?= )/;
const LONGEST_BUNDLE = 8;

const noteFlag = ({ text, note }: Sight, { where, after }: Rule, end: number): void => {
  const from = startOfArgument(text, end);
  if (from > end ? where === 'attached' : where === 'apart') return;
  const value = readScalar(text, from);
  if (value === undefined) return;
  const user = after === undefined ? 0 : text.slice(value.start, value.end).indexOf(after) + 1;
  const start = value.start + user;
  if ((after === undefined || user > 0) && value.end > start && isSecretValue(text.slice(start, value.end)))
    note('secret', start, value.end);
};
