declare module 'split2' {
  import type { Duplex } from 'node:stream';

  /** A stream of lines as texts, each without its newline. */
  const split2: (options?: { readonly maxLength?: number }) => Duplex;
  export = split2;
}
