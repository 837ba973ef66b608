import { isDigit, isLetter } from './ascii.js';
import { noteCard } from './card.js';
import { digitsEnd } from './digits.js';
import type { Detector, Sight } from './finding.js';
import { noteIban } from './iban.js';
import { noteIpv4 } from './ipv4.js';
import { notePhone } from './phone.js';
import { noteSsn } from './ssn.js';

/**
 * Finds card numbers, IBANs, social security numbers, phone numbers and IPv4 addresses. All of them have runs of digits, so that the text is passed over
 * once for all, and what can be told from a run's length and its neighbours lets most runs go. Behind a finding the look for its kind goes on at its end.
 */
export const findNumbers: Detector = (sight) => {
  const { text } = sight;
  phoneTo = 0;
  ssnTo = 0;
  ibanTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > NINE || code < BRACKET) continue;
    if (isDigit(code)) at = lookAtRun(sight, at) - 1;
    else if ((code === PLUS || code === BRACKET) && at >= phoneTo) phoneTo = notePhone(sight, at, at + 1);
  }
};

const NINE = 57;
const PLUS = 43;
const BRACKET = 40;
const DOT = 46;

/** Where the last finding of each kind ends, 0 behind a run that was none. They only hold for one text. */
let phoneTo = 0;
let ssnTo = 0;
let ibanTo = 0;

/** Looks at the run of digits that begins at `at`, as each kind that it is long enough for. Answers where to go on: nothing else begins with a card's digits, or within an address. */
const lookAtRun = (sight: Sight, at: number): number => {
  const { text } = sight;
  const end = digitsEnd(text, at + 1);
  const size = end - at;
  const cardEnd = size > 3 ? noteCard(sight, at, end) : 0;
  if (cardEnd > 0) return cardEnd;
  if (size > 1 && at >= ibanTo && isLetter(text.charCodeAt(at - 1))) ibanTo = noteIban(sight, at);
  if ((size === 3 || size === 9) && at >= ssnTo) ssnTo = noteSsn(sight, at, end);
  if (at >= phoneTo) phoneTo = notePhone(sight, at, end);
  const addressEnd = size <= 3 && text.charCodeAt(end) === DOT ? noteIpv4(sight, at) : 0;
  return addressEnd || end;
};
