import { isSpace } from './bare-value.js';
import { domainEnd } from './email-domain.js';
import { localStart } from './email-local.js';
import type { Detector } from './finding.js';

/**
 * E-mail addresses (RFC 5321), from `@` outwards. What has the form but is none stays: packages (`left-pad@1.2.3`), objects
 * (`com.example.Order@284a7b6c`), images (`icon@2x.png`), remotes of ssh (`git@host:path`). User and password of a URL are a kind of their own.
 */
export const findEmails: Detector = (sight) => {
  const { text, isStrict } = sight;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at, isStrict);
    const end = start < at ? domainEnd(text, at + 1, isStrict) : 0;
    if (end > 0 && !isService(text, start, at) && !isRemote(text, end) && !isUserinfo(text, start)) sight.note('email', start, end);
  }
};

/** `git@github.com` */
const isService = (text: string, start: number, at: number): boolean => at - start <= 3 && SERVICE_USERS.includes(text.slice(start, at));

const SERVICE_USERS: readonly string[] = ['git', 'hg', 'svn'];

/** What goes on like the address of a file on another machine: `deploy@host.example:/srv`, `me@host.example:repo.git`. */
const isRemote = (text: string, end: number): boolean =>
  text.charCodeAt(end) === COLON && REMOTE_PATH.test(text.slice(end + 1, end + 1 + LONGEST_PATH_UNITS));

const COLON = 58;
const LONGEST_PATH_UNITS = 200;
const REMOTE_PATH = /^(?:[~/](?!\/)|[\w./~-]*\.git(?!\w))/;

/** Whether what stands between `://` and `@` reaches back from `start`. */
const isUserinfo = (text: string, start: number): boolean => {
  const least = Math.max(0, start - LONGEST_USERINFO_UNITS);
  let at = start - 1;
  while (at >= least && !endsUserinfo(text.charCodeAt(at))) at -= 1;
  return at > least + 1 && text.startsWith('://', at - 2);
};

const LONGEST_USERINFO_UNITS = 128;

/** White space, and the signs `"` `'` `<` `>` `/` `?` `#`. */
const endsUserinfo = (code: number): boolean =>
  isSpace(code) || code === 0x22 || code === 0x23 || code === 0x27 || code === 0x2f || code === 0x3c || code === 0x3e || code === 0x3f;
