import type { Draw } from '../draw.js';
import type { Positive } from '../item.js';
import { capital, opaqueOf, passwordOf, times } from '../words.js';
import { NAMES, NAMES_ABROAD } from './secret-names.js';

/** Secrets that the key of their object names, at any depth and of any type; and what the user's own paths name. */
export const keyNames = (draw: Draw): readonly Positive[] => [
  ...NAMES.map((name) => keyed(draw, 'key_name', styled(draw, name))),
  ...NAMES_ABROAD.map((name) => ({ ...keyed(draw, 'key_name_abroad', name), tier: 'hard' as const })),
  ...times(18, () => otherThanText(draw)),
  ...times(20, () => atPath(draw)),
];

/** The same words in another style: camelCase, PascalCase, kebab-case, UPPER_CASE, with spaces or dots. */
const styled = (draw: Draw, name: string): string => {
  const words = name.split('_');
  return draw.pick([
    name,
    words.map((word, index) => (index === 0 ? word : capital(word))).join(''),
    words.map(capital).join(''),
    words.join('-'),
    name.toUpperCase(),
    words.map(capital).join('-'),
    words.join(' '),
    words.join('.'),
  ]);
};

const keyed = (draw: Draw, kind: string, key: string): Positive => {
  const secret = draw.pick([passwordOf(draw), opaqueOf(draw), `${draw.pick(['ash', 'elm', 'fir'])}${draw.digits(4)}q`]);
  return { kind, tier: 'core', record: draw.pick(PLACES)(key, secret), secrets: [secret], keep: ['stays-here'] };
};

const PLACES: readonly ((key: string, secret: string) => Readonly<Record<string, unknown>>)[] = [
  (key, secret) => ({ msg: 'stays-here', [key]: secret }),
  (key, secret) => ({ level: 30, msg: 'cfg', options: { label: 'stays-here', [key]: secret, retries: 3 } }),
  (key, secret) => ({ message: 'stays-here', req: { headers: { host: 'h', [key]: secret } } }),
  (key, secret) => ({ msg: 'tenants', tenants: [{ id: 'a' }, { id: 'b', name: 'stays-here', remote: { [key]: secret } }] }),
  (key, secret) => ({ level: 'warn', msg: 'stays-here', a: { b: { c: { d: { e: [[{ [key]: secret }]] } } } } }),
];

const otherThanText = (draw: Draw): Positive => {
  const [secret, pin] = [passwordOf(draw), draw.between(100_000, 999_999)];
  const [record, secrets] = draw.pick([
    [{ msg: 'stays-here', verificationCode: pin, mfa: { totp: pin } }, [String(pin)]],
    [{ msg: 'stays-here', user: { pinCode: pin } }, [String(pin)]],
    [{ msg: 'stays-here', credentials: { user: 'u1', key: secret } }, [secret]],
    [{ msg: 'stays-here', backupCodes: [secret, `${secret}-2`] }, [secret]],
    [{ msg: 'stays-here', headers: { 'set-cookie': [`sid=${secret}; Path=/`, 'lang=sv'] } }, [secret]],
    [{ msg: 'stays-here', secret: { current: { v: secret }, previous: [{ v: `${secret}0` }] } }, [secret]],
    [{ msg: 'stays-here', password: [[secret]] }, [secret]],
    [{ msg: 'stays-here', cvc: (pin % 1000) + 100000 }, [String((pin % 1000) + 100000)]],
  ] as const);
  return { kind: 'key_name_nonstring', tier: 'core', record, secrets, keep: ['stays-here'] };
};

const atPath = (draw: Draw): Positive => {
  const secret = `quiet-${draw.text(9, 'bcdfghjklmnprstvwz')}`;
  const [paths, record] = draw.pick([
    [['visitor.alias'], { msg: 'hi', visitor: { alias: secret, plan: 'stays-here' } }],
    [['rows[*].memo'], { msg: 'stays-here', rows: [{ memo: secret }, { memo: `${secret}2`, n: 1 }] }],
    [['*.hint'], { msg: 'stays-here', one: { hint: secret }, two: { hint: secret } }],
    [['req.headers["x-branch"]'], { msg: 'stays-here', req: { headers: { 'x-branch': secret, host: 'h' } } }],
    [['deep.*.inner.leaf'], { msg: 'stays-here', deep: { k1: { inner: { leaf: secret } }, k2: { inner: { leaf: secret } } } }],
    [['list[1]'], { msg: 'stays-here', list: ['first', secret] }],
    [['blob'], { msg: 'stays-here', blob: { any: [secret], more: { x: secret } } }],
  ] as const);
  return { kind: 'key_path', tier: 'core', record, secrets: [secret], keep: ['stays-here'], paths };
};
