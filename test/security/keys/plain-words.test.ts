import { expect, test } from 'vitest';
import * as keyWords from '../../../src/security/keys/key-words.js';
import { plainWords } from '../../../src/security/keys/plain-words.js';
import { splitWords } from '../../../src/security/keys/split-words.js';

const words = Object.values(keyWords)
  .flatMap((table) => [...table])
  .flatMap((entry) => (typeof entry === 'string' ? [entry] : [...entry.ends, ...entry.sure, ...entry.doubtful]));

test('A45 each word of the vocabulary stands as names are taken apart', () => {
  expect(words.length).toBeGreaterThan(500);
  expect(words.filter((word) => splitWords(word).join('') !== word)).toEqual([]);
});

test.each(['contraseña', 'mậtkhẩu', 'パスワード', '비밀번호', 'รหัสผ่าน', 'पासवर्ड', 'κωδικός', 'пароль'])(
  'A45 %s loses the same marks',
  (word) => {
    expect(plainWords(word)).toEqual(splitWords(word));
  },
);
