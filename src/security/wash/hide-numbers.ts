/** Whether a text of JSON may hold a number with more digits than JavaScript's numbers have. */
export const mayHoldLongNumber = (json: string): boolean => LONG_NUMBER.test(json);

const LONG_NUMBER = /[:,[]\s*-?\d[\d.eE+-]{15}/;

/** `json`, which must be valid, with the text that `hide` makes of it in the place of each number that would not come back as it stands. */
export const hideNumbers = (json: string, hide: (digits: string) => string): string => {
  let out = '';
  let at = 0;
  while (at < json.length) {
    const quote = json.indexOf('"', at);
    const end = quote < 0 ? json.length : quote;
    out += json.slice(at, end).replace(DIGITS, (digits) => (isKept(digits) ? digits : `"${hide(digits)}"`));
    at = quote < 0 ? json.length : endOfText(json, quote);
    out += json.slice(end, at);
  }
  return out;
};

const DIGITS = /-?\d[\d.eE+-]{15,}/g;

const isKept = (digits: string): boolean => String(Number(digits)) === digits;

/** Behind the text that begins with the quote at `start`. */
const endOfText = (json: string, start: number): number => {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
};
