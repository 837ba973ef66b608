import { describe, expect, test } from 'vitest';
import { unseen } from './corpus.js';
import { inputOf } from './item.js';
import { everythingIn, score } from './score.js';

const corpus = unseen(1);

describe('the unseen set', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(unseen(1)).toEqual(corpus);
    expect(unseen(2)).not.toEqual(corpus);
  });

  test('holds a secret in each positive, and each piece to keep', () => {
    const broken = corpus.positives.filter((item) => {
      const text = everythingIn(inputOf(item));
      return !item.secrets.some((secret) => text.includes(secret)) || (item.keep ?? []).some((piece) => !text.includes(piece));
    });
    expect(broken).toEqual([]);
  });

  test('is large enough', () => {
    expect(corpus.positives.length).toBeGreaterThan(1000);
    expect(corpus.negatives.length).toBeGreaterThan(700);
  });
});

describe('the score', () => {
  test('of nothing done: all leaked, none altered', () => {
    const result = score(corpus, (value) => value);
    expect(result.leaked.length).toBe(corpus.positives.length);
    expect(result.altered).toEqual([]);
    expect(result.lost).toEqual([]);
  });

  test('of everything gone: none leaked, all altered, all neighbours lost', () => {
    const result = score(corpus, () => ({}));
    expect(result.leaked).toEqual([]);
    expect(result.altered.length).toBe(corpus.negatives.length);
    expect(result.lost.length).toBe(corpus.positives.filter(({ keep }) => (keep ?? []).length > 0).length);
  });

  test('of a wash that throws: it says so, and what it was given counts as leaked or altered', () => {
    const result = score(corpus, () => {
      throw new Error('broken');
    });
    expect(result.thrown.length).toBe(corpus.positives.length + corpus.negatives.length);
    expect(result.leaked.length).toBe(corpus.positives.length);
    expect(result.altered.length).toBe(corpus.negatives.length);
  });

  test('of half a secret left: not leaked, but partly', () => {
    const half = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, Math.ceil(value.length / 2)) : 0);
    const secret = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const item = { id: 'x', kind: 'x', tier: 'core', text: secret, secrets: [secret] } as const;
    const result = score({ positives: [item], negatives: [] }, half);
    expect(result.leaked).toEqual([]);
    expect(result.partly).toEqual(['x']);
  });
});
