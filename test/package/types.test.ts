import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { runInstalled, runTool } from './run-program.js';

const BODY = `
const url = 'https://collector.example/v1/logs';
const options: HandlerOptions = {
  url,
  capacity: 1000,
  context: { foo: 'foo123' },
  aggregatorKey: (record) => ({ level: record.level }),
  requestHeaders: (headers) => ({ ...headers, 'X-Tenant': 'a' }),
};
const transport = new winston.transports.BufferingAsync(options);
const handler: BufferingAsyncHandler = transport.handler;
export const result: Promise<{ delivered: number }> = handler.flush({ timeoutMs: 1000 });
winston.createLogger({ transports: [transport] });
pino(createDestination(options));
pino(createTransport({ url }));
export const running: { stop(): void } = startFlushTimer(10);
export const washed: string = createWash().line('{"a":1}');
export const isClean: boolean = verifyAuditTrail(['{"a":1}'], []).isClean;
export const collected = startCollector().then((collector) => collector.records.length.toFixed());

// @ts-expect-error a capacity is a number
new winston.transports.BufferingAsync({ url, capacity: 'many' });
// @ts-expect-error a name that no option has
createHandler({ url, capasity: 10 });
`;

const MODULE = `
import { pino } from 'pino';
import winston from 'winston';
import { type BufferingAsyncHandler, type HandlerOptions, createHandler, startFlushTimer } from 'logferry';
import { createDestination, createTransport } from 'logferry/pino';
import { createWash, verifyAuditTrail } from 'logferry/security';
import { startCollector } from 'logferry/testing';
import 'logferry/winston';
`;

const COMMON_JS = `
import logferry = require('logferry');
import door = require('logferry/pino');
import security = require('logferry/security');
import testing = require('logferry/testing');
import { pino } from 'pino';
import winston = require('winston');
import 'logferry/winston';
type BufferingAsyncHandler = logferry.BufferingAsyncHandler;
type HandlerOptions = logferry.HandlerOptions;
const { createHandler, startFlushTimer } = logferry;
const { createDestination, createTransport } = door;
const { createWash, verifyAuditTrail } = security;
const { startCollector } = testing;
`;

const COMPILER_OPTIONS = {
  module: 'NodeNext',
  target: 'ES2022',
  lib: ['ES2023', 'ESNext.Disposable'],
  strict: true,
  types: ['node'],
  noEmit: true,
};

const configOf = (file: string): string => join(inject('consumer'), 'types', `tsconfig.${file}.json`);

beforeAll(() => {
  mkdirSync(join(inject('consumer'), 'types'), { recursive: true });
  for (const [file, text] of [
    ['module.mts', MODULE],
    ['common.cts', COMMON_JS],
  ] as const) {
    writeFileSync(join(inject('consumer'), 'types', file), text + BODY);
    writeFileSync(configOf(file), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: [file] }));
  }
});

const compilers = {
  'TypeScript 5.9': (file: string) => runInstalled('typescript-5/bin/tsc', ['-p', configOf(file)]),
  "the repository's TypeScript": (file: string) => runTool('typescript/bin/tsc', ['-p', configOf(file)]),
};

test.for([
  ['module.mts', 'TypeScript 5.9'],
  ['module.mts', "the repository's TypeScript"],
  ['common.cts', 'TypeScript 5.9'],
  ['common.cts', "the repository's TypeScript"],
] as const)('the types hold for a %s, checked by %s with library checks on', async ([file, compiler]) => {
  const { stdout } = await compilers[compiler](file);
  expect(stdout).toBe('');
});
