import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const wash = createWash();
const bothDoors = (text: string): readonly unknown[] => [wash.record({ msg: text }), JSON.parse(wash.line(JSON.stringify({ msg: text })))];

test.for([
  ['/x?code=4x0AX4XfWhabcd93jd', '/x?code=***'],
  ['/cb?page=1&Code=4x0AX4XfWhabcd93jd', '/cb?page=1&Code=***'],
  ['/x?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7', '/x?ticket=***'],
  ['/x?name=password&value=hunter22', '/x?name=password&value=***'],
  ['/x?limit=20&field=api_key&val=hunter22', '/x?limit=20&field=api_key&val=***'],
  ['/x?key=page&limit=20', '/x?key=page&limit=20'],
  ['/orders/17/items?page=3&limit=20', '/orders/17/items?page=3&limit=20'],
] as const)('A45 the query %s is read alike in a line and in a record', ([given, washed]) => {
  expect(bothDoors(given)).toEqual([{ msg: washed }, { msg: washed }]);
});
