import { describe, expect, test, vi } from 'vitest';
import type { Key } from '../../../src/core/group.js';
import { sumoPreset } from '../../../src/delivery/collectors/sumo.js';
import { sumoFields } from '../../../src/delivery/collectors/sumo-fields.js';

const long = (length: number, start = ''): string => start.padEnd(length, 'x');
const many = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, index) => [`k${String(index).padStart(2, '0')}`, 'v']);

describe('X-Sumo-Fields', () => {
  test.each<[string, [string, string][], string, string[]]>([
    [
      'pairs are sorted and joined',
      [
        ['env', 'prod'],
        ['cluster', 'k8s'],
      ],
      'cluster=k8s, env=prod',
      [],
    ],
    ['a comma becomes a low line', [['a,b', 'c,d']], 'a_b=c_d', ['sumo-field-changed', 'sumo-field-changed']],
    ['an equals sign becomes a colon', [['a=b', 'c=d']], 'a:b=c:d', ['sumo-field-changed', 'sumo-field-changed']],
    ['a newline becomes a low line', [['a', 'b\nc']], 'a=b_c', ['sumo-field-changed']],
    [
      'a field without a value is left out',
      [
        ['a', ''],
        ['b', '1'],
      ],
      'b=1',
      [],
    ],
    ['no fields make no text', [], '', []],
    [
      '30 fields are taken',
      many(30),
      many(30)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
      [],
    ],
    [
      'the 31st is dropped and counted',
      many(31),
      many(30)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
      ['sumo-fields-too-many'],
    ],
    ['a name of 255 characters is taken', [[long(255), '1']], `${long(255)}=1`, []],
    ['a longer name is cut and counted', [[long(256), '1']], `${long(255)}=1`, ['sumo-field-changed']],
    ['a value of 200 characters is taken', [['a', long(200)]], `a=${long(200)}`, []],
    ['a longer value is cut and counted', [['a', long(201)]], `a=${long(200)}`, ['sumo-field-changed']],
    ['no character is cut in half', [['a', `${'🎉'.repeat(201)}`]], `a=${'🎉'.repeat(200)}`, ['sumo-field-changed']],
  ])('%s', (_name, fields, expected, mended) => {
    const onMended = vi.fn();
    expect(sumoFields(fields, onMended)).toBe(expected);
    expect(onMended.mock.calls.flat()).toEqual(mended);
  });
});

describe('B26 the Sumo Logic preset', () => {
  const compile = (template: string) => (key: Key) =>
    template.replace(/\{key\.(\w+)\}/g, (_all, part: string) => String((key as Record<string, Key>)[part] ?? ''));
  const preset = sumoPreset(
    { type: 'sumo', name: 'app', category: '{key.env}/api', host: '{key.host}', fields: { tenant: '{key.tenant}', env: '{key.env}' } },
    { compile, onMended: () => {} },
  );

  test('wants lines, gzipped quickly', () => {
    expect(preset).toMatchObject({ format: 'lines', compression: { type: 'gzip', level: 1 } });
  });

  test("makes each group's headers", () => {
    expect(preset.headers({ env: 'prod', host: 'web-1', tenant: 'a=b' })).toEqual({
      'x-sumo-client': 'logferry',
      'x-sumo-name': 'app',
      'x-sumo-category': 'prod/api',
      'x-sumo-host': 'web-1',
      'x-sumo-fields': 'env=prod, tenant=a:b',
    });
  });

  test('leaves out what comes out empty, so that the settings of the source hold', () => {
    expect(preset.headers({})).toEqual({ 'x-sumo-client': 'logferry', 'x-sumo-name': 'app', 'x-sumo-category': '/api' });
    expect(sumoPreset({ type: 'sumo' }, { compile, onMended: () => {} }).headers('k')).toEqual({ 'x-sumo-client': 'logferry' });
  });

  test('names the option whose template it compiles', () => {
    const named: string[] = [];
    sumoPreset(
      { type: 'sumo', name: 'n', category: 'c', host: 'h', fields: { f: 'v' } },
      {
        compile: (template, option) => {
          named.push(`${option}=${template}`);
          return () => '';
        },
        onMended: () => {},
      },
    );
    expect(named).toEqual(['collector.name=n', 'collector.category=c', 'collector.host=h', 'collector.fields.f=v']);
  });
});
