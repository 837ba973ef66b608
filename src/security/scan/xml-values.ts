import type { ClassifyKey, KeyVerdict } from '../keys/classify-key.js';
import { unicodePattern } from '../unicode-pattern.js';
import { isAlphanumeric } from './ascii.js';
import type { Detector } from './finding.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';

/**
 * Finds what stands in an element that is named as a secret: `<password>x</password>`, `<wsse:Password Type="...">x</wsse:Password>`,
 * `<property name="password">x</property>`, `<![CDATA[x]]>`. From each `>` backwards to its `<`, forwards to the next `<`. Attributes are
 * found by their sign.
 */
export const createXmlValues =
  (classify: ClassifyKey): Detector =>
  (sight) => {
    const { text } = sight;
    let after = 0;
    for (let at = text.indexOf('>'); at !== -1; at = text.indexOf('>', at + 1)) {
      const verdict = verdictOnTag(text, { start: after, end: at }, classify);
      after = at + 1;
      const value = verdict === undefined ? undefined : contentFrom(text, after, sight.isCut);
      if (verdict === undefined || value === undefined || !isSecretValue(text.slice(value.start, value.end), verdict.trust)) continue;
      sight.note(verdict.kind, value.start, value.end);
      at = after = value.end;
    }
  };

const LONGEST_TAG = 256;
const NO_START_TAG = '/?-=%';

/** `<` of a type's parameters (`List<Token>`) opens no tag, nor do `</a>`, `<a/>`, `=>`, `->`. */
const verdictOnTag = (text: string, { start, end }: Span, classify: ClassifyKey): KeyVerdict | undefined => {
  if (end === 0 || NO_START_TAG.includes(text.charAt(end - 1))) return undefined;
  const first = Math.max(start, end - LONGEST_TAG);
  const tag = text.slice(first, end);
  const open = tag.lastIndexOf('<');
  if (open < 0 || tag.charAt(open + 1) === '/' || isAlphanumeric(text.charCodeAt(first + open - 1))) return undefined;
  const inside = tag.slice(open + 1);
  const name = TAG_NAME().exec(inside)?.[1];
  if (name === undefined) return undefined;
  return classify(name) ?? classifyNamed(inside.slice(name.length), classify);
};

/** Behind its namespace. */
const TAG_NAME = unicodePattern(String.raw`^(?:[\w-]{1,48}:)?([\p{L}_][\p{L}\w.-]{0,63})`);
const NAME_ATTRIBUTE = /\s(?:name|key|id|property)=\\{0,7}["']([^"'<>\\]{1,64})\\{0,7}["']/i;

const classifyNamed = (attributes: string, classify: ClassifyKey): KeyVerdict | undefined => {
  const named = NAME_ATTRIBUTE.exec(attributes)?.[1];
  return named === undefined ? undefined : classify(named);
};

const CDATA = '<![CDATA[';

/** The content up to the tag that ends it. A text that is cut may have lost that tag. */
const contentFrom = (text: string, from: number, isCut: boolean): Span | undefined => {
  const isData = text.startsWith(CDATA, from);
  const start = isData ? from + CDATA.length : from;
  const end = text.indexOf(isData ? ']]>' : '<', start);
  if (end === -1) return isCut && start < text.length ? { start, end: text.length } : undefined;
  return end > start && (isData || text.charAt(end + 1) === '/') ? trimmed(text, { start, end }) : undefined;
};

const trimmed = (text: string, { start, end }: Span): Span | undefined => {
  const content = text.slice(start, end);
  const from = start + content.length - content.trimStart().length;
  const to = start + content.trimEnd().length;
  return to > from ? { start: from, end: to } : undefined;
};
