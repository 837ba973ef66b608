import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packedLines, part } from '../../../src/core/chunk.js';
import { formats } from '../../../src/delivery/formats/format.js';
import { chunkOf } from '../../kit/scripted-send.js';

const whole = chunkOf(['{"a":1}', '{"b":"ü\u2028"}', '{"c":[1,2]}', '{"d":"\\n"}']);
const middle = part(whole, 1, 3);

describe('ndjson', () => {
  test('is the memory in which the lines wait, not a copy', () => {
    const body = formats.ndjson.body(middle);
    expect(body.toString()).toBe('{"b":"ü\u2028"}\n{"c":[1,2]}\n');
    expect(body.buffer).toBe(packedLines(whole).buffer);
  });
});

describe('lines', () => {
  test('have newlines between them and none at the end', () => {
    expect(formats.lines.body(middle).toString()).toBe('{"b":"ü\u2028"}\n{"c":[1,2]}');
    expect(formats.lines.body(part(whole, 0, 1)).toString()).toBe('{"a":1}');
  });
});

describe('json-array', () => {
  test('holds exactly the records of the chunk, in order', () => {
    const values = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (records, a, b) => {
        const from = a % records.length;
        const to = from + 1 + (b % (records.length - from));
        const chunk = part(chunkOf(records.map((record) => JSON.stringify(record))), from, to);
        expect(JSON.parse(formats['json-array'].body(chunk).toString())).toEqual(JSON.parse(JSON.stringify(records.slice(from, to))));
      }),
    );
  });

  test('leaves the lines as they are', () => {
    const before = packedLines(whole).toString();
    formats['json-array'].body(whole);
    expect(packedLines(whole).toString()).toBe(before);
  });
});

test.each([
  ['ndjson', 'application/x-ndjson; charset=utf-8', false],
  ['lines', 'text/plain; charset=utf-8', true],
  ['json-array', 'application/json; charset=utf-8', false],
] as const)('%s is announced as %s', (name, contentType, takesText) => {
  expect(formats[name]).toMatchObject({ contentType, takesText });
});
