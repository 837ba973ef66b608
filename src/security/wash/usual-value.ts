import { interned } from '../interned.js';

/** The text that was found clean under a key, how many others came in a row since it was there, and how many may. */
export type UsualValue = { text: string | undefined; others: number; patience: number };

export const noUsualValue = (): UsualValue => ({ text: undefined, others: 0, patience: LEAST_PATIENCE });

/**
 * What `usual-texts` is for lines, for objects: much of a record is the same each time, and then the very same text. The place of one that stays away is given
 * to another now and then, and ever more seldom where each text is a new one.
 */
export const isUsual = (usual: UsualValue, text: string): boolean => {
  if (usual.text !== text) return false;
  usual.others = 0;
  usual.patience = LEAST_PATIENCE;
  return true;
};

/** `text`, which is another one, was found clean. */
export const noteClean = (usual: UsualValue, text: string): void => {
  usual.others += 1;
  if (usual.others < usual.patience || text.length > LONGEST) return;
  usual.text = interned(text);
  usual.others = 0;
  usual.patience = Math.min(2 * usual.patience, MOST_PATIENCE);
};

const LEAST_PATIENCE = 64;
const MOST_PATIENCE = 4096;
/** UTF-16 code units. Longer ones would be kept for each key. */
const LONGEST = 256;
