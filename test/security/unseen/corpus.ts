import { createDraw, type Draw } from './draw.js';
import type { Negative, Positive, WithId } from './item.js';
import { code } from './negatives/code.js';
import { ids } from './negatives/ids.js';
import { logs } from './negatives/logs.js';
import { numbers } from './negatives/numbers.js';
import { prose } from './negatives/prose.js';
import { records } from './negatives/records.js';
import { evasions } from './positives/evasions.js';
import { extended } from './positives/extended.js';
import { headers } from './positives/headers.js';
import { keyNames } from './positives/key-names.js';
import { namedValues } from './positives/named-values.js';
import { payment } from './positives/payment.js';
import { personal } from './positives/personal.js';
import { privateKeys } from './positives/private-keys.js';
import { tokens } from './positives/tokens.js';
import { urls } from './positives/urls.js';

/**
 * A second opinion on the wash: positives and negatives of the same kinds as the security corpora, by another author with other names,
 * shapes, sentences and vendors. Nothing in src may be tuned to an item of it, only widened to a class. Each seed is another set.
 */
export const unseen = (
  seed: number,
): { readonly positives: readonly WithId<Positive>[]; readonly negatives: readonly WithId<Negative>[] } => ({
  positives: numbered(POSITIVES, seed),
  negatives: numbered(NEGATIVES, seed),
});

type Family<Item> = (draw: Draw) => readonly Item[];

/** A family draws for itself, so that one more item in a family changes no other. */
const numbered = <Item extends { readonly kind: string }>(families: readonly Family<Item>[], seed: number): readonly WithId<Item>[] =>
  families
    .flatMap((family, index) => family(createDraw(seed * 1009 + index)))
    .map((item, index) => ({ ...item, id: `${item.kind}-${seed}-${index}` }));

const POSITIVES: readonly Family<Positive>[] = [
  personal,
  payment,
  tokens,
  headers,
  urls,
  privateKeys,
  namedValues,
  keyNames,
  extended,
  evasions,
];

const NEGATIVES: readonly Family<Negative>[] = [ids, numbers, logs, code, prose, records];
