import type { ClassifyKey } from '../keys/classify-key.js';
import type { Detector } from './finding.js';
import { endOfName, startOfName } from './name-before.js';
import { createNameRoles } from './name-roles.js';
import { noteNamed } from './note-named.js';
import { isQuote } from './quoted.js';

/**
 * Finds what a list or a call binds to a name in front: `["x-api-key","x"]` as Node's `rawHeaders`, `setRequestHeader('Authorization', 'x')`,
 * `setPassword("x")`. Any two texts may stand so: the name must sound like one, and the value must look like a secret.
 */
export const createListedValues = (classify: ClassifyKey): Detector => {
  const roleOf = createNameRoles(classify);
  return (sight) => {
    const { text } = sight;
    if (!QUOTE.test(text)) return;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if ((code !== COMMA && code !== PARENTHESIS) || !isBetweenTexts(text, at)) continue;
      const nameEnd = endOfName(text, at);
      const name = { start: startOfName(text, nameEnd), end: nameEnd };
      const role = roleOf(text, name);
      if (role.verdict !== undefined) at = noteNamed(sight, role.verdict, { role, name, sign: ',', end: at + 1 }) - 1;
    }
  };
};

const QUOTE = /["'`]/;
const COMMA = 44;
const PARENTHESIS = 40;
const BLANK = 32;
const BACKSLASH = 92;

/** A comma stands between two texts in quotes, escaped or not; a parenthesis between a name and one. */
const isBetweenTexts = (text: string, at: number): boolean => {
  const isCall = text.charCodeAt(at) === PARENTHESIS;
  if (isQuote(text.charCodeAt(at - 1)) === isCall) return false;
  const next = text.charCodeAt(at + 1) === BLANK ? at + 2 : at + 1;
  if (!isQuote(text.charCodeAt(next)) && text.charCodeAt(next) !== BACKSLASH) return false;
  return MAY_BE_NAME.test(text.slice(Math.max(0, at - LONGEST_NAME), at));
};

const LONGEST_NAME = 32;
const MAY_BE_NAME = /auth|key|token|secret|pass|cookie|cred/i;
