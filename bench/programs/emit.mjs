import { messageOf } from './records.mjs';

/** Calls between two turns of the event loop: no app logs forever without yielding. */
const PER_TURN = 100;

export const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * A burst: logs records `from` (inclusive) `to` (exclusive) as fast as the caller can, yielding every 100.
 * @param {(fields: object, message: string) => void} log
 */
export const emit = async (log, fieldsOf, [from, to]) => {
  for (let seq = from; seq < to; seq += 1) {
    log(fieldsOf(seq), messageOf(seq));
    if (seq % PER_TURN === PER_TURN - 1) await turn();
  }
};
