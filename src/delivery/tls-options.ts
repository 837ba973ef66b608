import * as v from 'valibot';

const PEM_MESSAGE = 'must be PEM text or a Buffer, or an array of these';
const pemBlock = v.union([v.pipe(v.string(), v.nonEmpty(PEM_MESSAGE)), v.instance(Uint8Array)], PEM_MESSAGE);
const pem = v.union([pemBlock, v.array(pemBlock)], PEM_MESSAGE);

export const tlsSchema = v.strictObject(
  {
    ca: v.optional(pem),
    cert: v.optional(pem),
    key: v.optional(pem),
    passphrase: v.optional(v.string('must be a text')),
    servername: v.optional(v.string('must be a text')),
    rejectUnauthorized: v.optional(v.boolean('must be true or false')),
  },
  'must be an object with ca, cert, key, passphrase, servername or rejectUnauthorized',
);
