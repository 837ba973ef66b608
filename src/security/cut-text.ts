/** Stands where text was cut off. */
export const CUT_MARK = '…[truncated]';

/** The first `length` UTF-16 code units, one fewer where that would split a character. */
export const headOf = (text: string, length: number): string => {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
};

/** `text`, or as much of it as leaves room for the mark within `maxLength`. */
export const cutText = (text: string, maxLength: number): string =>
  text.length <= maxLength ? text : headOf(text, Math.max(0, maxLength - CUT_MARK.length)) + CUT_MARK;
