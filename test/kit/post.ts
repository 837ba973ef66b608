import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type PostOptions = {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
  readonly ca?: string;
  readonly signal?: AbortSignal;
};

/** How far it got: `status` as soon as a header came, `error` (a code such as `ECONNRESET`) where it broke off. */
export type PostResult = {
  readonly status?: number | undefined;
  readonly headers?: IncomingHttpHeaders;
  readonly text?: string;
  readonly error?: string;
};

/** One request by Node's own client, without retries or opinions. Never rejects. */
export const post = (url: string, { path = '/', method = 'POST', headers = {}, body = '', agent, ca, signal }: PostOptions = {}) =>
  new Promise<PostResult>((resolve) => {
    const options = { method, headers, ...(agent && { agent }), ...(ca && { ca }), ...(signal && { signal }) };
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(new URL(path, url), options);
    let result: PostResult = {};
    const fail = (error: NodeJS.ErrnoException): void => resolve({ ...result, error: error.code ?? error.name });
    request.on('error', fail).on('response', (response) => {
      result = { status: response.statusCode, headers: response.headers, text: '' };
      response.setEncoding('utf8').on('data', (piece: string) => {
        result = { ...result, text: result.text + piece };
      });
      response.on('error', fail).on('end', () => resolve(result));
    });
    request.end(body);
  });

/** The records as NDJSON, with its headers. */
export const ndjson = (records: readonly unknown[], headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'content-type': 'application/x-ndjson', ...headers },
  body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
});
