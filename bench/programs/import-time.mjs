import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ask, finish, run } from './measured.mjs';

/** What importing the Winston door costs an app that has imported Winston, and when undici comes in. */
const logferry = createRequire(createRequire(import.meta.url).resolve('logferry/package.json'));
await import(pathToFileURL(logferry.resolve('winston')).href);

const undiciIsLoaded = () => Object.keys(logferry.cache).some((file) => /[\\/]undici[\\/]/.test(file));

const start = performance.now();
const { BufferingAsyncTransport } = await import('logferry/winston');
const importMs = performance.now() - start;

const transport = new BufferingAsyncTransport({ url: run.url, flushIntervalMs: 100 });
await sleep(200);
const beforeSend = undiciIsLoaded();
transport.handler.handle({ level: 'info', message: 'request completed #1;' });
await transport.handler.flush();
await ask('report');
await finish({ importMs, undiciBeforeSend: beforeSend, undiciAfterSend: undiciIsLoaded() });
