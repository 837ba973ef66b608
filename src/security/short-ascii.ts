/** Whether `text` is short, and of nothing but ASCII that can be seen: up to such a length a look at each character takes less than to ask a pattern. */
export const isShortAscii = (text: string): boolean => {
  if (text.length > SHORT) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < FIRST || code > LAST) return false;
  }
  return true;
};

/** UTF-16 code units. */
const SHORT = 48;
const FIRST = 0x20;
const LAST = 0x7e;
