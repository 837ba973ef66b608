/**
 * Secrets that must be nowhere: bytes that nothing else has. None stands here as a scanner would match it, and none is a real one.
 * What counts as found is the mark, the part that no mask shows, in any of the forms in which it could have got out.
 */
export const canaries = {
  password: 'Kestrel7-Wx2pq-Oriole',
  /** Text that JSON, URLs and `util.inspect` each write in their own way. */
  oddPassword: `Tern"9\\z'\u00c4<b&c>%41 Quail\t7`,
  token: `Vireo${'4kT9mZ2q'.repeat(3)}Lark7xQ`,
  bearer: 'Dunlin8.sR4-Heron_2yMw61',
  apiKey: 'ruff-61bcd0e7aa94-siskin',
  cardHead: '453957876362',
  mailbox: 'nora.petrel83',
  cookie: 'plover5c1e90f2d7b3a8',
  inUrl: 'Gannet44xbw',
  inQuery: 'curlew9Q2m7Zr41',
  session: 'avocet-0d9f31ce52',
} as const;

/** What the marks are part of. */
export const secrets = {
  token: `ghp${'_'}${canaries.token}`,
  card: Number(`${canaries.cardHead}1486`),
  email: `${canaries.mailbox}@company.com`,
  bearer: `Bearer ${canaries.bearer}`,
  url: `postgres://svc:${canaries.inUrl}@db.internal:5432/app`,
  query: `https://api.example.com/v1/items?page=2&access_token=${canaries.inQuery}`,
} as const;

/** The names of the canaries that stand in `text`, as they are or in disguise. */
export const tracesIn = (text: string | Uint8Array): readonly string[] => {
  const haystack = (typeof text === 'string' ? text : Buffer.from(text).toString()).toLowerCase();
  return Object.entries(canaries).flatMap(([name, mark]) => (formsOf(mark).some((form) => haystack.includes(form)) ? [name] : []));
};

const formsOf = (mark: string): readonly string[] => {
  const known = forms.get(mark);
  if (known !== undefined) return known;
  const made = [...new Set([mark, ...disguises(mark)])].map((form) => form.toLowerCase());
  forms.set(mark, made);
  return made;
};
const forms = new Map<string, readonly string[]>();

const disguises = (mark: string): readonly string[] => {
  const json = JSON.stringify(mark).slice(1, -1);
  return [
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(mark),
    encodeURI(mark),
    new URLSearchParams({ mark }).toString().slice('mark='.length),
    Buffer.from(mark).toString('hex'),
    [...mark].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    [...Buffer.from(mark)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    mark.replaceAll(/[^\w]/g, ''),
    ...base64Of(mark),
  ];
};

/** As it would stand within a longer text: at each of the three places where a group of three bytes may begin, without the ends, which its neighbours decide. */
const base64Of = (mark: string): readonly string[] =>
  [0, 1, 2].flatMap((lead) => {
    const text = Buffer.from('\0'.repeat(lead) + mark).toString('base64');
    const inner = text.replace(/=+$/, '').slice(lead === 0 ? 0 : lead + 1, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
