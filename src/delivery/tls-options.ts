import * as v from 'valibot';

const PEM_MESSAGE = 'must be PEM text or a Buffer, or an array of these';
const pemBlock = v.union([v.pipe(v.string(), v.nonEmpty()), v.instance(Uint8Array)], PEM_MESSAGE);
const pem = v.union([pemBlock, v.array(pemBlock)], PEM_MESSAGE);

export const tlsSchema = v.strictObject({
  ca: v.optional(pem),
  cert: v.optional(pem),
  key: v.optional(pem),
  passphrase: v.optional(v.string()),
  servername: v.optional(v.string()),
  rejectUnauthorized: v.optional(v.boolean()),
});

type Pem = string | Uint8Array | (string | Uint8Array)[];

/** TLS towards the collector. */
export type TlsOptions = {
  /** Certificate authorities to trust instead of those that come with Node. */
  readonly ca?: Pem | undefined;
  /** Client certificate, with its chain. */
  readonly cert?: Pem | undefined;
  /** Private key of the client certificate. */
  readonly key?: Pem | undefined;
  readonly passphrase?: string | undefined;
  /** Name that the collector's certificate must have. Default: the url's host. */
  readonly servername?: string | undefined;
  /** Default true. With false anybody on the way can read the logs and take the credentials: for a test, never for production; trust a private authority by `ca`. */
  readonly rejectUnauthorized?: boolean | undefined;
};
