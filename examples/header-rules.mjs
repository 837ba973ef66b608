// For header-module.mjs: an ordinary module of the app, loaded in the worker thread.
import { createHash } from 'node:crypto';

export const keyOf = (record) => ({ route: String(record.fields.path).split('/')[1] });

export const headersOf = (headers, { route }) => ({
  ...headers,
  'X-Route': route,
  'X-Route-Hash': createHash('sha256').update(route).digest('hex').slice(0, 8),
});
