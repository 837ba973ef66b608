import { ConfigurationError } from '../core/errors.js';
import type { Key } from '../core/group.js';
import { fillKeyed } from './keyed-template.js';
import { parseTemplate } from './template-syntax.js';

export type UrlTemplate = {
  urlFor(key: Key): string;
  /** Whether every key has the same url. */
  readonly isStatic: boolean;
};

/**
 * Compiles a url over an aggregator key. A value fills at most one part of the path or query: it is percent-encoded, and cannot
 * climb as `.` or `..`. Scheme, host and port are literal: what somebody logs must not choose where logs are sent.
 */
export const compileUrl = (url: string, option = 'url'): UrlTemplate => {
  const segments = parseTemplate(url, option);
  const placeholder = segments.find((segment) => typeof segment !== 'string');
  const [beginning] = segments;
  if (placeholder !== undefined && !(typeof beginning === 'string' && ORIGIN.test(beginning))) {
    throw new ConfigurationError(
      `option \`${option}\`: {${placeholder.path.join('.')}} stands in the origin. Write scheme, host and port as they are, and placeholders behind the first "/".`,
    );
  }
  return { urlFor: fillKeyed(segments, option, encodedPart), isStatic: placeholder === undefined };
};

const ORIGIN = /^https?:\/\/[^/?#\\\s]+[/?#]/i;

/** A dot is encoded twice where it stands alone: a url parser reads `.`, `..` and `%2e%2e` alike as steps in the path. */
const encodedPart = (value: string): string =>
  /^\.{1,2}$/.test(value) ? value.replaceAll('.', '%252E') : encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));
