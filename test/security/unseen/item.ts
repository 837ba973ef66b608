/** A text or a record, as in the security corpora (see /work/shared/data/security/README.md for the format they share). */
type Said = { readonly text: string } | { readonly record: Readonly<Record<string, unknown>> };

/** `core`: found by default. `hard`: evasions, encodings, keys, cuts. `extended`: ambiguous or rare forms. */
export type Tier = 'core' | 'hard' | 'extended';

/** Holds secrets that must be nowhere in what comes out, and pieces that must still be there. */
export type Positive = Said & {
  readonly kind: string;
  readonly tier: Tier;
  readonly secrets: readonly string[];
  readonly keep?: readonly string[];
  readonly vendor?: string;
  /** A piece of a secret that a mask may show: a vendor's prefix, the network of an address. */
  readonly shown?: string;
  /** Options of the wash that the item needs. */
  readonly paths?: readonly string[];
};

/** Must come out as it went in. */
export type Negative = Said & { readonly kind: string };

export type WithId<Item> = Item & { readonly id: string };

/** `text` or `record` of an item. */
export const inputOf = (item: Said): unknown => ('text' in item ? item.text : item.record);
