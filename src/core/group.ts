/** The plain values an aggregator key may be made of. */
export type Key = string | number | boolean | null | readonly Key[] | { readonly [part: string]: Key };

/** Records with equal keys. `name` is the key's canonical text: equal keys, equal names. */
export type Group = { readonly name: string; readonly key: Key };
