import type { Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Negative } from '../item.js';
import { times } from '../words.js';

/** Makes a text that nobody needs to hide. */
export type Maker = (draw: Draw) => string;

/** `count` harmless texts of a kind, alone or in a record. */
export const harmless = (draw: Draw, [kind, count]: readonly [string, number], make: Maker): readonly Negative[] =>
  times(count, () => {
    const item = frame(draw, { kind, text: make(draw), secrets: [] });
    return 'text' in item ? { kind, text: item.text } : { kind, record: item.record };
  });

/** Puts a value into a line that says little about it. */
export const mentioned = (draw: Draw, value: string): string => draw.pick(MENTIONS)(value);

const MENTIONS: readonly ((value: string) => string)[] = [
  (value) => `lookup ${value} took 3 ms`,
  (value) => `ref:${value}`,
  (value) => `item=${value} state=open`,
  (value) => `{"object":"${value}","n":2}`,
  (value) => `[${value}] queued`,
  (value) => `moved ${value}, then stopped.`,
  (value) => `"${value}"`,
  (value) => `GET /things/${value} 304`,
  (value) => value,
];
