import type { Draw } from '../draw.js';
import { frame, type Sentence } from '../frame.js';
import type { Positive } from '../item.js';
import { opaqueOf, passwordOf, times } from '../words.js';
import { CLI, FORMS, JSON_IN_TEXT, PAIRS, RARE, type Template, XML } from './named-templates.js';

/** Secrets in running text that only their names give away. */
export const namedValues = (draw: Draw): readonly Positive[] => [
  ...times(48, () => said(draw, ['kv_text', PAIRS], passwordOf(draw))),
  ...times(18, () => said(draw, ['kv_json_in_string', JSON_IN_TEXT], passwordOf(draw))),
  ...times(14, () => said(draw, ['kv_cli_flag', CLI], passwordOf(draw))),
  ...times(12, () => said(draw, ['form_body', FORMS], passwordOf(draw))),
  ...times(12, () => said(draw, ['xml_element', XML], passwordOf(draw))),
  ...times(20, () => said(draw, ['entropy_with_context', CONTEXTS], opaqueOf(draw))),
  ...times(16, () => ({ ...said(draw, ['kv_text_rare', RARE], passwordOf(draw)), tier: 'hard' as const })),
];

const said = (draw: Draw, [kind, templates]: readonly [string, readonly Template[]], secret: string): Positive => {
  const [text, ...keep] = draw.pick(templates)(secret, draw);
  const sentence: Sentence = { kind, text, secrets: [secret], keep };
  return frame(draw, sentence);
};

const CONTEXTS: readonly Template[] = [
  (secret) => [`rotated webhook secret ${secret} at midnight`, 'at midnight'],
  (secret) => [`HMAC_KEY=${secret}`],
  (secret) => [`encryption key: ${secret}`],
  (secret) => [`service token ${secret} has no scopes`, 'has no scopes'],
  (secret) => [`api-key ${secret} exceeded quota`, 'exceeded quota'],
  (secret) => [`license key "${secret}" invalid`, 'invalid'],
  (secret) => [`new refresh token ${secret} issued`, 'issued'],
  (secret) => [`client secret is ${secret}`],
  (secret) => [`session id ${secret} evicted`, 'evicted'],
];
