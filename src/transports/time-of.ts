/** The field in which a logger put the time of a record. Spelled out: a loop over the names costs fifty times as much. */
export const timeOf = (fields: Readonly<Record<string | symbol, unknown>>): unknown =>
  fields['timestamp'] ?? fields['time'] ?? fields['@timestamp'] ?? fields['ts'];

/** The same names, to test a name. */
export const TIME_FIELDS: ReadonlySet<string> = new Set(['timestamp', 'time', '@timestamp', 'ts']);

/** Milliseconds since the Unix epoch; `undefined` for what is no time. Numbers below this are seconds (Pino's `unixTime`). */
export const millisecondsOf = (time: unknown): number | undefined => {
  if (typeof time === 'number') return Number.isFinite(time) ? (Math.abs(time) < LEAST_MILLISECONDS ? time * 1000 : time) : undefined;
  if (typeof time !== 'string' && !(time instanceof Date)) return undefined;
  const parsed = typeof time === 'string' ? Date.parse(time) : time.getTime();
  return Number.isNaN(parsed) ? undefined : parsed;
};

/** 1e11 is March 1973 in milliseconds and the year 5138 in seconds. */
const LEAST_MILLISECONDS = 1e11;
