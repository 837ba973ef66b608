import type { Exchange } from './exchange.js';
import type { RequestBody } from './request-body.js';

/** The records of a request that the collector took, by their indexes where it took only some. */
export type Taken = 'all' | 'none' | readonly number[];

/**
 * Writes down what became of a request. Called before the answer goes out, so that who has the answer finds the records;
 * without a status where the client gets none.
 */
export type Settle = (taken: Taken, status?: number) => void;

/** What happens to one request. */
export type Fate = (exchange: Exchange, body: RequestBody, settle: Settle) => Promise<void> | void;
