import { COUNTS, DASHES, DIGITS, DOTTED, FLAGS, HEAD, HIGH, KEPT, LEAD, LONG, MARK, SPACE, TOKEN } from './char-class.js';
import { createSweep } from './sweep.js';

/** Makes the sweep over a text: for views, which are made as text. Of a long text it only tells what there may be. */
export const createTextSweep = (): ((text: string) => number) => {
  const bytes = Buffer.allocUnsafeSlow(3 * MOST_SWEPT);
  const sweep = createSweep();
  return (text) => (text.length > MOST_SWEPT ? flagsOf(text) : sweep(bytes, 0, bytes.write(text)));
};

/** UTF-16 code units; each is at most three bytes. */
const MOST_SWEPT = 1000;

/** What `sweep` tells of bytes, of a text. Where `sweep` looks at words, this only looks whether there may be some. */
export const flagsOf = (text: string): number => {
  let seen = 0;
  let digits = 0;
  let dots = 0;
  let colons = 0;
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    seen |= code > 0x7f ? HIGH : (FLAGS[code] as number);
    const counts = code > 0x7f ? 0 : (COUNTS[code] as number);
    digits += counts >> 20;
    dots += counts & 1;
    colons += (counts >> 10) & 1;
    run = code <= 0x7f && ((KEPT[code] as number) & 1) === 1 ? run + 1 : 0;
    if (run === LONG_RUN) seen |= LONG | TOKEN | HEAD | MARK;
  }
  if (digits >= LEAST_DIGITS) seen |= DIGITS;
  if (dots >= LEAST_DOTS || colons >= LEAST_COLONS) seen |= DOTTED;
  return (seen & SPACE) === 0 ? seen : seen | LEAD | DASHES;
};

const LONG_RUN = 16;
const LEAST_DIGITS = 7;
const LEAST_DOTS = 3;
const LEAST_COLONS = 2;
