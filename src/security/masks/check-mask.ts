import { ConfigurationError } from '../../core/errors.js';
import type { Mask } from '../security-options.js';

/**
 * Looks a mask over where it is given.
 * @throws ConfigurationError that names the option and the cure.
 */
export const checkMask = (mask: unknown, option: string, hasPseudonym: boolean): Mask => {
  if (mask === 'hash' && !hasPseudonym) throw needsKey(option);
  if (!isMask(mask)) throw refusal(option, `must be ${FORMS}; received ${nounOf(mask)}`);
  return mask;
};

const FORMS =
  "'full', 'partial', 'hash', 'drop', { mask: 'full', text }, { mask: 'partial', first, last } (0 to 16 characters each), a function or { module, name }";

const WORDS: readonly unknown[] = ['full', 'partial', 'hash', 'drop'];

const isMask = (mask: unknown): mask is Mask => {
  if (WORDS.includes(mask) || typeof mask === 'function') return true;
  if (typeof mask !== 'object' || mask === null) return false;
  const { mask: word, text, first, last, module, name } = mask as Readonly<Record<string, unknown>>;
  if (word === 'full') return typeof text === 'string';
  if (word === 'partial') return isCount(first) && isCount(last);
  return typeof module === 'string' && typeof name === 'string';
};

const isCount = (count: unknown): boolean =>
  count === undefined || (Number.isInteger(count) && Number(count) >= 0 && Number(count) <= MOST_SHOWN);

const MOST_SHOWN = 16;

const nounOf = (mask: unknown): string => {
  if (typeof mask === 'string') return JSON.stringify(mask.slice(0, 40));
  return mask === null || mask === undefined ? String(mask) : `a value of type ${typeof mask}`;
};

const needsKey = (option: string): ConfigurationError =>
  refusal(option, "'hash' needs the option `pseudonym`: { key, keyId }, since a hash without a key can be undone by trying");

const refusal = (option: string, message: string): ConfigurationError =>
  new ConfigurationError(`option \`${option}\`: ${message}`, { context: { option } });
