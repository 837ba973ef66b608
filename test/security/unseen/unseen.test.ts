import { describe, expect, test } from 'vitest';
import { unseen } from './corpus.js';
import { score } from './score.js';
import { washing } from './washing.js';

const LEAST_RECALL = { core: 0.97, hard: 0.9, extended: 0.9 };
const LEAST_KIND_RECALL = 0.8;
const MOST_ALTERED = 0.005;
const MOST_PARTIAL = 0.01;
const MOST_LOST = 0.005;
const NEVER_LEAKED = [
  'email',
  'credit_card',
  'us_ssn',
  'jwt',
  'private_key_pem',
  'aws_access_key_id',
  'github_token',
  'stripe_key',
  'slack_token',
];

describe.each([1, 2, 3])('unseen set %i', (seed) => {
  const corpus = unseen(seed);
  const result = score(corpus, washing);
  const shareOf = (ids: readonly string[], count: number): number => ids.length / count;

  test.each(['core', 'hard', 'extended'] as const)('A45 the %s secrets are found', (tier) => {
    expect(result.recall.byTier[tier], result.leaked.join(' ')).toBeGreaterThanOrEqual(LEAST_RECALL[tier]);
  });

  test('A45 no kind of the default tier is neglected', () => {
    const kinds = new Set(corpus.positives.filter(({ tier }) => tier === 'core').map(({ kind }) => kind));
    const neglected = [...kinds].filter((kind) => (result.recall.byKind[kind] ?? 0) < LEAST_KIND_RECALL);
    expect(neglected).toEqual([]);
  });

  test('A45 what has a check digit or a prefix is always found', () => {
    expect(NEVER_LEAKED.filter((kind) => result.recall.byKind[kind] !== 1)).toEqual([]);
  });

  test('A45 harmless things stay as they are', () => {
    expect(shareOf(result.altered, corpus.negatives.length), result.altered.join(' ')).toBeLessThanOrEqual(MOST_ALTERED);
  });

  test('A45 neighbours of a secret stay, and no telling piece of it does', () => {
    expect(shareOf(result.lost, corpus.positives.length), result.lost.join(' ')).toBeLessThanOrEqual(MOST_LOST);
    expect(shareOf(result.partly, corpus.positives.length), result.partly.join(' ')).toBeLessThanOrEqual(MOST_PARTIAL);
  });

  test('A42 nothing throws', () => {
    expect(result.thrown).toEqual([]);
  });
});
