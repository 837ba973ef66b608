import { expect, test } from 'vitest';
import { groupOf } from '../../src/grouping/group-of.js';

class Tenant {
  id = 'a';
  region = 'eu';
  label() {
    return `${this.id}@${this.region}`;
  }
}

test('B4 a group has the canonical name and the key, frozen', () => {
  const group = groupOf({ b: [1, { c: '2' }], a: null });
  expect(group).toEqual({ name: '{"a":null,"b":[1,{"c":"2"}]}', key: { a: null, b: [1, { c: '2' }] } });
  const key = group?.key as { b: [number, object] };
  expect([key, key.b, key.b[1]].every(Object.isFrozen)).toBe(true);
});

test('a key that its maker goes on changing does not change the group', () => {
  const key = { tenant: 'a' };
  const group = groupOf(key);
  key.tenant = 'b';
  expect(group?.key).toEqual({ tenant: 'a' });
  expect(Object.isFrozen(key)).toBe(false);
});

test('B4 an instance of a class keeps its methods, at any depth', () => {
  const key = groupOf({ by: [new Tenant()] })?.key as unknown as { by: [Tenant] };
  expect(key.by[0]).toBeInstanceOf(Tenant);
  expect(key.by[0].label()).toBe('a@eu');
});

test('a part named __proto__ is a part like any other', () => {
  const { name, key } = groupOf(JSON.parse('{"__proto__":{"a":1}}'))!;
  expect(name).toBe('{"__proto__":{"a":1}}');
  expect(Object.hasOwn(key as object, '__proto__')).toBe(true);
  expect((key as { a?: number }).a).toBeUndefined();
});

test('what is no plain data has no group', () => {
  expect(groupOf(new Date())).toBeUndefined();
});
