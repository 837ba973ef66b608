/** Stands where text was cut off. */
export const CUT_MARK = '…[...TRUNCATED]';

/**
 * UTF-16 code units that are looked at beyond what may stay of a text: masking comes before cutting, so that a secret that begins before the
 * cut and ends behind it is seen whole.
 */
export const LOOK_AHEAD = 4096;

/** The first `length` UTF-16 code units, one fewer where that would split a character. */
export const headOf = (text: string, length: number): string => {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
};

/** `text`, or as much of it as leaves room for the mark within `maxLength`. */
export const cutText = (text: string, maxLength: number): string =>
  text.length <= maxLength ? text : headOf(text, Math.max(0, maxLength - CUT_MARK.length)) + CUT_MARK;

/** Whether of `text`, of which `room` may stay, not all is looked at. */
export const isTooLongToSee = (text: string, room: number): boolean => text.length > room + LOOK_AHEAD;

/** What is looked at of such a text. */
export const seenOf = (text: string, room: number): string => headOf(text, room + LOOK_AHEAD);

/**
 * `washed`, the head of a text that went on unseen, cut to `room`. Its last part goes too, however short masks have made it: what is half
 * seen there cannot have been recognised.
 */
export const cutSeen = (washed: string, room: number): string =>
  headOf(washed, Math.max(0, Math.min(room - CUT_MARK.length, washed.length - LOOK_AHEAD))) + CUT_MARK;

/** `key`, or as much of it as leaves room for a mark. (Keys that begin alike are numbered where they meet.) */
export const cutKey = (key: string, maxLength: number): string => (key.length <= maxLength ? key : `${headOf(key, maxLength - 1)}…`);
