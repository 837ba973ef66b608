import type { Mask, PathRule } from '../security-options.js';
import type { Secret } from './leaf-wash.js';
import { parsePath, WILDCARD } from './parse-path.js';

/**
 * Where paths lead, as a tree that is walked along with the record. A wildcard and a name may both fit one key, so the walk stands on
 * several nodes at once: `['a.x', '*.y']` below `a` stands on two.
 */
export type PathNode = {
  readonly names: Map<string, PathNode>;
  any: PathNode | undefined;
  rule: PathSecret | undefined;
  /** This node alone, so that the usual step makes no list. */
  readonly alone: readonly PathNode[];
};

/** `rank`: the rule's place among all. Where several hit, the one told last wins, as in Pino a later path masks what an earlier one left. */
type PathSecret = Secret & { readonly rank: number };

export type PathRules = {
  /** Where the walk starts. */
  readonly start: readonly PathNode[];
  /**
   * Names of which each value that a path hits has at least one above it, so that a record without them needs no look at its paths;
   * `undefined` where a path tells no name (`*`, `[0]`). They are each path's last name that cannot be the number of an item.
   */
  readonly lastNames: ReadonlySet<string> | undefined;
};

/**
 * Pino's redact paths. A rule without a mask of its own gets `full`: as in Pino, what it hits is replaced whole, objects too.
 * @throws ConfigurationError that names the path, and what is wrong with it.
 */
export const compilePaths = (rules: readonly PathRule[], option = 'security.paths'): PathRules => {
  const root = newNode();
  const lastNames = new Set<string | undefined>();
  for (const [rank, rule] of rules.entries()) {
    const { path, mask = 'full' as const } = typeof rule === 'object' && rule !== null ? rule : { path: rule };
    const names = parsePath(path, `${option}[${rank}]`);
    names.reduce(grow, root).rule = { kind: 'secret', mask, isWhole: isWhole(mask), rank };
    lastNames.add(names.findLast((name) => name !== WILDCARD && !/^\d+$/.test(name)));
  }
  return { start: rules.length > 0 ? root.alone : NOWHERE, lastNames: lastNames.has(undefined) ? undefined : (lastNames as Set<string>) };
};

/** No path leads here. */
export const NOWHERE: readonly PathNode[] = [];

const newNode = (): PathNode => {
  const alone: PathNode[] = [];
  const node: PathNode = { names: new Map(), any: undefined, rule: undefined, alone };
  alone.push(node);
  return node;
};

const grow = (node: PathNode, name: string): PathNode => {
  const next = (name === WILDCARD ? node.any : node.names.get(name)) ?? newNode();
  if (name === WILDCARD) node.any = next;
  else node.names.set(name, next);
  return next;
};

/** Whether a mask is the same for all values. */
const isWhole = (mask: Mask): boolean =>
  mask === 'full' || mask === 'drop' || (typeof mask === 'object' && 'mask' in mask && mask.mask === 'full');

/** Where the paths stand one key further down. */
export const stepInto = (nodes: readonly PathNode[], key: string): readonly PathNode[] => {
  let reached = NOWHERE;
  for (const { names, any } of nodes) {
    reached = joined(reached, names.get(key));
    reached = joined(reached, any);
  }
  return reached;
};

const joined = (nodes: readonly PathNode[], next: PathNode | undefined): readonly PathNode[] => {
  if (next === undefined) return nodes;
  return nodes.length === 0 ? next.alone : [...nodes, next];
};

/** What the paths that end here say. */
export const ruleOf = (nodes: readonly PathNode[]): Secret | undefined => {
  let last: PathSecret | undefined;
  for (const { rule } of nodes) if (rule !== undefined && !(last !== undefined && last.rank > rule.rank)) last = rule;
  return last;
};
