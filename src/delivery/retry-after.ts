/**
 * How long a server asks to be left alone, in milliseconds, from its `Retry-After` header: seconds or an HTTP date
 * (RFC 9110 section 10.2.3). A date is read against the server's own `Date`, so that a clock that is wrong here or there does not matter.
 * Nothing is asked for more than an hour; what cannot be read asks for nothing.
 */
export const retryAfterMs = (value: unknown, serverDate: unknown, wallTime: number): number | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const ms = SECONDS.test(text) ? Number(text) * 1000 : untilDate(text, serverDate, wallTime);
  return ms === undefined ? undefined : Math.min(LONGEST_MS, Math.max(0, ms));
};

const SECONDS = /^\d+(?:\.\d+)?$/;
const LONGEST_MS = 3_600_000;

const untilDate = (text: string, serverDate: unknown, wallTime: number): number | undefined => {
  const then = parseHttpDate(text);
  if (then === undefined) return undefined;
  const now = typeof serverDate === 'string' ? parseHttpDate(serverDate.trim()) : undefined;
  return then - (now ?? wallTime);
};

/** The three forms of RFC 9110 section 5.6.7; the oldest, `Sun Nov  6 08:49:37 1994`, names no zone and means GMT. */
const HTTP_DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)/i;

const parseHttpDate = (text: string): number | undefined => {
  if (!HTTP_DATE.test(text)) return undefined;
  const ms = Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
};
