import type { PairRole } from '../keys/pair-role.js';
import type { Remembered } from '../remembered.js';
import type { Secret } from './leaf-wash.js';
import type { UsualValue } from './usual-value.js';

/** What is to be done with a member, as far as its key tells. */
export type KeyVerdict = {
  /** The key as it is written: masked where it holds a secret, made visible, cut to its limit. */
  readonly name: string;
  /** `__proto__`, `constructor`, `prototype`, as it came in or as it would be written: the member is left out. */
  readonly isUnsafe: boolean;
  /** What stands under this key is masked. */
  readonly secret: Secret | undefined;
  /** It is part of a private key where `kty` stands beside: see `key-parts`. */
  readonly isKeyPart: boolean;
  /** What it may be to those beside it: a name, or its value. */
  readonly role: PairRole | undefined;
  /** `msg` or `message`; at the top level it has a limit of its own. */
  readonly isMessage: boolean;
  /** What it says of a number under it: `phone `, `version `, or nothing. */
  readonly context: string;
  /** Its text keeps line feeds and tabs. */
  readonly isMultiline: boolean;
  /** A line with this key must be parsed: it is unsafe, has another name once washed, decides about those beside it, or a path may lead below it. */
  readonly needsParse: boolean;
  /** That, or it has a role, of which must be noted where. */
  readonly needsLook: boolean;
  /** Nothing is to be done, and the value is looked at like any other. */
  readonly isPlain: boolean;
  /** What was found clean under it. */
  readonly usual: UsualValue;
};

/** What was decided about each key, remembered. */
export type KeyBook = Remembered<KeyVerdict>;

/** UTF-16 code units of a key that is worth remembering. */
export const LONGEST_KEY = 256;
