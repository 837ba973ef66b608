import { ConfigurationError } from '../core/errors.js';
import type { Key } from '../core/group.js';
import { compileKeyedTemplate, type KeyedTemplate } from './keyed-template.js';
import type { ModuleRef } from './load-function.js';

/** What a header function may know about the request that it makes headers for. */
export type RequestInfo = {
  /** Counts from 1. */
  readonly attempt: number;
  /** The collector has just refused the last headers with 401: get a fresh token. */
  readonly refresh: boolean;
  /** Records in the request. */
  readonly count: number;
  readonly chunkId: string;
};

/** Gets the base headers and the group's key, gives the headers to send. Called at each attempt; may be asynchronous. */
export type RequestHeadersFunction<K = Key> = (
  headers: Record<string, string>,
  key: K,
  info: RequestInfo,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Header names with templates over the key, such as `{ 'X-Tenant': '{key.tenant}' }`. They are added to the base headers. */
export type HeaderTemplates = { readonly [header: string]: string };

/** A function, or its data twins. */
export type RequestHeaders<K = Key> = RequestHeadersFunction<K> | HeaderTemplates | ModuleRef;

/** The function that makes a group's headers; a template that renders empty leaves its header out. */
export const compileRequestHeaders = (
  requestHeaders: RequestHeadersFunction | HeaderTemplates | undefined,
  option = 'requestHeaders',
): RequestHeadersFunction | undefined => {
  if (requestHeaders === undefined || typeof requestHeaders === 'function') return requestHeaders;
  const templates = Object.entries(requestHeaders).map(([name, text]) => compileHeader(name, text, option));
  return (headers, key) => withHeaders(headers, rendered(templates, key));
};

type HeaderTemplate = readonly [name: string, render: KeyedTemplate];

const compileHeader = (name: string, text: string, option: string): HeaderTemplate => {
  if (!HEADER_NAME.test(name)) {
    throw new ConfigurationError(`option \`${option}\`: ${JSON.stringify(name)} is no name of a header. Use letters, digits and hyphens.`);
  }
  if (CONTROLS.test(text)) {
    throw new ConfigurationError(
      `option \`${option}.${name}\`: a header cannot hold line breaks or other control characters. Leave them out.`,
    );
  }
  return [name, compileKeyedTemplate(text, `${option}.${name}`)];
};

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const CONTROLS = /[\x00-\x1f\x7f]/;

type Header = readonly [name: string, value: string];

const rendered = (templates: readonly HeaderTemplate[], key: Key): readonly Header[] =>
  templates.map(([name, render]) => [name, render(key)] as const).filter(([, value]) => value !== '');

/** Header names are equal whatever their case: an added header takes the place of a base header. */
const withHeaders = (base: Readonly<Record<string, string>>, added: readonly Header[]): Record<string, string> => {
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  const kept = Object.entries(base).filter(([name]) => !names.has(name.toLowerCase()));
  return Object.fromEntries([...kept, ...added]);
};
