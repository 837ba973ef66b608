type Layer = Readonly<Record<string, string | undefined>> | undefined;

/** Later layers win, whatever the case of a name; `undefined` takes a header away. */
export const mergeHeaders = (...layers: readonly Layer[]): Record<string, string> => {
  const merged = new Map<string, readonly [name: string, value: string | undefined]>();
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer ?? {})) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries([...merged.values()].filter((header): header is [string, string] => header[1] !== undefined));
};
