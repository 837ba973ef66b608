import { BASE64, runEnd } from './alphabet.js';
import { opensToken } from './borders.js';
import type { Detector, Sight } from './finding.js';
import { isObjectHead, OBJECT_HEADS } from './object-head.js';

/**
 * Makes the detector of what hides in base64 and base64url: JSON objects that hold a member with the name of a secret (basic session cookies,
 * Kubernetes secrets, docker's auth files, `state` parameters), private keys in PEM (kubeconfig) and JWTs. The whole run is the finding. A run is
 * decoded once at most, and only if it begins as one of these does. Time: linear.
 */
export const createEncodedSecretsFinder =
  (isSecretName: (name: string) => boolean): Detector =>
  (sight) => {
    for (const [head, find] of FINDERS) findBehind(sight, head, (from, to) => find(sight, { from, to, isSecretName }));
  };

type Run = { readonly from: number; readonly to: number; readonly isSecretName: (name: string) => boolean };

const findBehind = ({ text }: Sight, head: string, find: (from: number, to: number) => void): void => {
  for (let at = text.indexOf(head); at >= 0; ) {
    const isStart = isHead(text, at) && opensToken(text, at);
    const end = isStart ? runEnd(text, BASE64, { from: at, to: text.length }) : at + head.length;
    if (isStart && end - at >= LEAST_CHARS) find(at, end);
    at = text.indexOf(head, end);
  }
};

const LEAST_CHARS = 20;

const isHead = (text: string, at: number): boolean => isObjectHead(text, at) || OTHER_HEADS.some((head) => text.startsWith(head, at));

const decode = (text: string, from: number, to: number): string => Buffer.from(text.slice(from, to), 'base64').toString('latin1');

const findObject = (sight: Sight, { from, to, isSecretName }: Run): void => {
  if (sight.wants('secret') && holdsSecret(decode(sight.text, from, to), isSecretName)) sight.note('secret', from, to);
};

/** How much of the decoded head tells what it is. */
const HEAD_CHARS = 128;

const findKey = (sight: Sight, { from, to }: Run): void => {
  const head = decode(sight.text, from, Math.min(to, from + HEAD_CHARS));
  if (sight.wants('privateKey') && head.includes('PRIVATE KEY')) sight.note('privateKey', from, to);
};

const findToken = (sight: Sight, { from, to }: Run): void => {
  if (sight.wants('jwt') && decode(sight.text, from, to).includes('.')) sight.note('jwt', from, to);
};

/** `[{`, `-----BEGIN`, `eyJ` */
const OTHER_HEADS: readonly string[] = ['W3s', 'LS0tLS1CRUdJTi', 'ZXlK'];

const FINDERS: readonly (readonly [head: string, find: (sight: Sight, run: Run) => void])[] = [
  ...OBJECT_HEADS.map((head) => [head, findObject] as const),
  ['W3s', findObject],
  ['LS0tLS1CRUdJTi', findKey],
  ['ZXlK', findToken],
];

/** All of them: a run without one is none of these. */
export const ENCODED_HEADS: readonly string[] = FINDERS.map(([head]) => head);

const QUOTE = 0x22;
const MOST_NAME_CHARS = 64;

/** Whether the JSON text, which may be cut, holds a value behind the name of a secret. */
const holdsSecret = (json: string, isSecretName: (name: string) => boolean): boolean => {
  for (let colon = json.indexOf(':'); colon >= 0; colon = json.indexOf(':', colon + 1)) {
    const name = nameBefore(json, colon);
    if (name !== '' && isValueAt(json, colon + 1) && isSecretName(name)) return true;
  }
  return false;
};

const nameBefore = (json: string, colon: number): string => {
  const close = blanksBefore(json, colon) - 1;
  if (json.charCodeAt(close) !== QUOTE) return '';
  let open = close - 1;
  while (open > close - MOST_NAME_CHARS && open >= 0 && json.charCodeAt(open) !== QUOTE) open -= 1;
  return json.charCodeAt(open) === QUOTE ? json.slice(open + 1, close) : '';
};

/** Blanks looked over on each side of a colon. */
const MOST_BLANKS = 8;

const blanksBefore = (json: string, from: number): number => {
  let at = from;
  while (at > from - MOST_BLANKS && json.charCodeAt(at - 1) <= SPACE) at -= 1;
  return at;
};

const SPACE = 0x20;

/** A text, a number, an object or an array, not an empty text, `null`, `true` or `false`. */
const isValueAt = (json: string, from: number): boolean => {
  let at = from;
  while (at < from + MOST_BLANKS && json.charCodeAt(at) <= SPACE) at += 1;
  const code = json.charCodeAt(at);
  if (code === QUOTE) return json.charCodeAt(at + 1) !== QUOTE;
  return !Number.isNaN(code) && !'ntf'.includes(String.fromCharCode(code));
};
