/**
 * A URL as it may stand in a message: scheme, host, port and path. User, password, the values of the query and the fragment are left out,
 * and path segments that look like a code (Sumo Logic, Slack and Loggly put their secret there) are masked.
 */
export const redactUrl = (url: string): string => {
  const { protocol, host, pathname, searchParams } = new URL(URL.canParse(url) ? url : 'none:');
  if (host === '') return '[unreadable URL]';
  return `${protocol}//${host}${pathname.split('/').map(maskCode).join('/')}${redactQuery(searchParams)}`;
};

const MASK = '***';

const maskCode = (segment: string): string => (isCode(segment) ? MASK : segment);

/** Words are lower case; codes mix in digits and capitals. No name is that long. */
const isCode = (segment: string): boolean => {
  if (segment.length < 16) return false;
  const unlikeWords = segment.replace(/[^0-9A-Z]/g, '').length;
  return segment.length > 40 || unlikeWords * 4 >= segment.length;
};

/** A name without a value (`?0a1b2c`) is a value itself. */
const redactQuery = (query: URLSearchParams): string => {
  const names = [...query].map(([name, value]) => (value === '' ? MASK : `${maskCode(name)}=${MASK}`));
  return names.length === 0 ? '' : `?${names.join('&')}`;
};
