import { gunzipSync } from 'node:zlib';

/** Every record's message carries `#` and its number, which survives any encoding that leaves ASCII text as it is. */
const TOKEN = /#(\d+);/g;

/** Counts the records in a list of bodies: all of them, and each number once. */
export const tally = (bodies) => {
  const seen = new Set();
  let records = 0;
  let wireBytes = 0;
  for (const { pieces, encoding } of bodies) {
    const wire = Buffer.concat(pieces);
    wireBytes += wire.length;
    for (const [, number] of open(wire, encoding).toString('latin1').matchAll(TOKEN)) {
      records += 1;
      seen.add(number);
    }
  }
  return { records, unique: seen.size, wireBytes, requests: bodies.length };
};

const open = (wire, encoding) => (encoding === 'gzip' ? gunzipSync(wire) : wire);
