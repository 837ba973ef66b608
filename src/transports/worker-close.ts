/**
 * The time a handler in a worker gets to close. thread-stream blocks the app's thread for 10 s at most while its worker ends,
 * and loses the rest without a word (thread-stream/index.js, `end`).
 */
export const closeTimeoutInWorker = (closeTimeoutMs = USUAL_MS): number => Math.min(closeTimeoutMs, LONGEST_MS);

const USUAL_MS = 5000;
const LONGEST_MS = 8000;
