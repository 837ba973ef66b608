import { cutKey } from '../cut-text.js';
import type { ClassifyKey } from '../keys/classify-key.js';
import { pairRoleOf } from '../keys/pair-role.js';
import type { Limits } from '../options.js';
import type { BuiltInKind } from '../scan/finding.js';
import { isKeyPart, KEY_TYPE } from '../scan/key-parts.js';
import { isUnsafeKey } from '../walk.js';
import { contextOf } from './key-context.js';
import type { KeyVerdict } from './key-verdict.js';
import { noUsualValue } from './usual-value.js';

export type JudgeKeyDeps = {
  /** As a text is washed. */
  readonly text: (key: string) => string;
  /** As it reads, whatever it is made of: `p%61ss`, `pa\u200bss`. */
  readonly read: (key: string) => string;
  readonly classify: ClassifyKey;
  readonly wants: (kind: BuiltInKind) => boolean;
  readonly multilineKeys: ReadonlySet<string>;
  /** Names below which a path may lead; `undefined`: any. */
  readonly lastNames: ReadonlySet<string> | undefined;
  readonly limits: Limits;
};

/** Decides on a key, for good: the answers are remembered. */
export const createJudgeKey = ({ text, read, classify, wants, multilineKeys, lastNames, limits }: JudgeKeyDeps) => {
  /** Where a limit is so short that the flags of a text do not tell whether it is over it, each text is measured. */
  const isMeasured = Math.min(limits.stringLength, limits.messageLength) < LEAST_UNMEASURED;

  return (key: string): KeyVerdict => {
    const washed = text(key);
    const name = cutKey(washed, limits.keyLength);
    const verdict = MASKED.test(key) ? undefined : (classify(key) ?? classify(read(key)));
    const secret = verdict !== undefined && wants(verdict.kind) ? verdict : undefined;
    const isUnsafe = isUnsafeKey(key) || isUnsafeKey(name);
    const isMultiline = multilineKeys.has(key);
    const context = contextOf(key);
    const role = pairRoleOf(key);
    const needsParse = isUnsafe || name !== key || key === KEY_TYPE || lastNames === undefined || lastNames.has(key);
    return {
      name,
      isUnsafe,
      secret,
      isKeyPart: isKeyPart(key) && wants('privateKey'),
      role,
      isMessage: key === 'msg' || key === 'message',
      context,
      isMultiline,
      needsParse,
      needsLook: needsParse || role !== undefined,
      isPlain: secret === undefined && context === '' && !isMultiline && !isMeasured,
      usual: noUsualValue(),
    };
  };
};

/** What is left of a key that held a secret names nothing. */
const MASKED = /\*{3}|\[private_key\]/;

/** A text of so many bytes is looked at closely in any case: see `sweep`. */
const LEAST_UNMEASURED = 1000;
