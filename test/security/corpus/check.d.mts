/** An item of a corpus; see the README of the corpora. */
export type Item = {
  readonly id: string;
  readonly kind: string;
  readonly tier?: 'core' | 'hard' | 'extended';
  readonly profile?: 'default' | 'soft';
  readonly text?: string;
  readonly record?: unknown;
  readonly raw?: string;
  readonly gen?: { readonly type: string; readonly char: string; readonly count: number };
  readonly header?: { readonly name: string; readonly value: unknown };
  readonly secrets: readonly string[];
  readonly keep?: readonly string[];
  readonly config?: { readonly paths?: readonly string[] };
  readonly expect: readonly string[];
  readonly expectOpt?: readonly string[];
};

export type Score = {
  readonly tiers: Readonly<Record<string, number>>;
  readonly changed: number;
  readonly negN: number;
  readonly posN: number;
  readonly byKind: Readonly<Record<string, { readonly n: number; readonly ok: number }>>;
  readonly keepLost: number;
  readonly partial: number;
  readonly err: number;
};

export type PropertyContext = {
  readonly line: string;
  readonly out: unknown;
  readonly f: string;
  readonly item: Item;
  readonly threw: boolean;
  readonly cells: readonly string[];
  readonly header: { readonly name: string; readonly value: string } | null | undefined;
};

export const load: (file: string) => readonly Item[];
export const flat: (value: unknown) => string;
export const deepEq: (one: unknown, other: unknown) => boolean;
export const score: (
  positives: readonly Item[],
  negatives: readonly Item[],
  wash: (value: unknown, item: Item) => unknown,
) => Promise<Score>;
export const PROPS: Readonly<Record<string, (context: PropertyContext) => boolean>>;
export const materialise: (item: Item) => unknown;
