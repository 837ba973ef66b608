import type { Outcome } from '../core/outcome.js';
import { classifyStatus } from './classify-status.js';

/**
 * What a failed exchange means. All such failures concern the endpoint: nothing was learned about the lines.
 * `reason` is the error's code in small letters (`econnrefused`, `enotfound`, `und_err_connect_timeout`), never its message,
 * which may hold addresses or credentials.
 */
export const classifyError = (error: unknown): Outcome => {
  const tunnel = tunnelStatus(error);
  if (tunnel !== undefined) return classifyTunnel(tunnel);
  const code = codeOf(error);
  if (isTls(code)) return { type: 'held', scope: 'endpoint', reason: `tls-${code.toLowerCase()}` };
  if (MISCONFIGURED.has(code)) return { type: 'held', scope: 'endpoint', reason: code.toLowerCase() };
  return { type: 'busy', scope: 'endpoint', reason: code.toLowerCase() };
};

/** Argument errors of undici and of `new URL`, for a proxy's address or certificates that cannot be used. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
]);

/** undici tells the status of a proxy that refuses a tunnel in its message only. */
const TUNNEL = /^Proxy (?:response|Authentication Required) \((\d{3})\)/;

const tunnelStatus = (error: unknown): number | undefined => {
  const status = error instanceof Error ? TUNNEL.exec(error.message)?.[1] : undefined;
  return status === undefined ? undefined : Number(status);
};

const classifyTunnel = (status: number): Outcome => {
  const { type } = classifyStatus({ status, proven: false });
  return { type: type === 'busy' ? 'busy' : 'held', scope: 'endpoint', reason: `proxy-${status}` };
};

/** A connection that failed at several addresses comes as an AggregateError; older ones have their code inside only. */
const codeOf = (error: unknown): string => {
  const { code, cause, errors, name } = (error ?? {}) as Partial<Record<'code' | 'cause' | 'errors' | 'name', unknown>>;
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  if (cause !== undefined) return codeOf(cause);
  return typeof name === 'string' && name !== 'Error' ? name : 'failed';
};

/** Certificate codes of OpenSSL's X509_verify_cert, of Node's name check, and of handshakes that find no common ground. */
const TLS =
  /^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|EPROTO$|INVALID_CA$|INVALID_PURPOSE$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$)|_CERT(?:$|_)|_SIGNATURE$|_CRL(?:$|_)/;

const isTls = (code: string): boolean => TLS.test(code);
