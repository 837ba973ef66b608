import { closeAt } from '../close-at.js';
import { fits } from '../fit-line.js';

/** `copy`, plain as a washed one is, or what of it fits as JSON into `maxBytes` of UTF-8: the limit may fall into a text, which then ends with a mark. */
export const fitCopy = (copy: unknown, maxBytes: number): unknown => {
  const json = JSON.stringify(copy);
  if (json === undefined || fits(json, maxBytes)) return copy;
  const wrapped = closeAt(`${WRAPPER}${json}}`, maxBytes + WRAPPER.length + 1);
  return (JSON.parse(wrapped) as { readonly of: unknown }).of;
};

/** Only objects can be cut. */
const WRAPPER = '{"of":';
