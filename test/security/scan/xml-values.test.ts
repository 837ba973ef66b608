import { expect, test } from 'vitest';
import { washNamed } from './wash-named.js';

test.each([
  ['<login><user>bob</user><password>kestrel</password></login>', '<login><user>bob</user><password>***</password></login>'],
  ['<wsse:Password Type="PasswordText">kestrel</wsse:Password>', '<wsse:Password Type="PasswordText">***</wsse:Password>'],
  ['<secret><![CDATA[kes<tr>el]]></secret>', '<secret><![CDATA[***]]></secret>'],
  ['<property name="password"> kestrel </property>', '<property name="password"> *** </property>'],
  ['<user login="bob" password="kestrel"/>', '<user login="bob" password="***"/>'],
])('A45 an element or attribute named as a secret is masked: %s', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test('A45 an element that the end of a longer text cuts off is masked up to there', () => {
  expect(washNamed('<password>kestr', true)).toBe('<password>***');
});

test.each([
  ...['<password></password>', '<token/>', '<Password>***</Password>', '<code>hf_xxxxx</code>', 'List<Token> tokens', 'Promise<Password>'],
  ...['Map<String, Secret> secrets = new HashMap<>()', 'login <user> <password> [options]', 'a -> b > c'],
])('A45 no element, nothing to mask: %s', (text) => {
  expect(washNamed(text)).toBe(text);
});
