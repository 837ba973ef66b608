import type { Trust } from '../keys/judge-name.js';
import type { Kind } from '../scan/finding.js';
import type { Mask } from '../security-options.js';
import type { KeyVerdict } from './key-verdict.js';

/** What the walk asks of those who know what must be hidden; it knows itself how values hang together. */
export type LeafWash = {
  /**
   * A text with what must be hidden masked and what could break a line made visible; not cut. `key`: the nearest key above it.
   * `isCut`: the text goes on unseen; what is looked at reaches `LOOK_AHEAD` beyond what may stay.
   */
  text(text: string, key: KeyVerdict | undefined, isCut: boolean): string;
  /** The same for a text that was looked at already, and showed `flags`. Its key asks for nothing more. */
  seen(text: string, key: KeyVerdict, flags: number): string;
  /** Whether a text may come back with characters that neither it nor any built-in mask has. */
  readonly addsCharacters: boolean;
  /** What is known of a key. Asked for each member of each object: it remembers its answers. */
  key(key: string): KeyVerdict;
  /** A number so large that it may be a card's; as its digits where a number has no room for them. */
  number(value: number | string, key: KeyVerdict | undefined): number | string | null;
  /** What stands for a value that is hidden as a whole; the value itself where there is nothing to hide in it (a placeholder, unless `isWhole`). */
  mask(secret: Secret, value: string | number, key: string): string | number | null | typeof DROPPED;
};

/** A mask's word for: leave it out. */
export const DROPPED: unique symbol = Symbol('dropped');

/** Why, and how, what stands somewhere is hidden. */
export type Secret = {
  readonly kind: Kind;
  /** None is that of the kind. */
  readonly mask: Mask | undefined;
  /** Which values the name makes secrets. Default: all but placeholders. */
  readonly trust?: Trust | undefined;
  /** The mask is the same for all values, and takes objects, lists and booleans too; otherwise the texts and numbers in them. */
  readonly isWhole?: boolean;
};
