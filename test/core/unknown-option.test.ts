import { expect, test } from 'vitest';
import { unknownOption } from '../../src/core/unknown-option.js';
import { describeOptions } from '../../src/options.js';

const known = describeOptions().map(({ name }) => name);
const messageFor = (path: string): string => unknownOption(path, known).message;

test.each([
  ['batchSize', 'chunkSize'],
  ['batchCount', 'chunkSize'],
  ['maxPayloadSize', 'maxChunkBytes'],
  ['flushInterval', 'flushIntervalMs'],
  ['interval', 'flushIntervalMs'],
  ['batchInterval', 'flushIntervalMs'],
  ['maxBufferSize', 'maxBufferBytes'],
  ['bufferLimit', 'maxBufferBytes'],
  ['maxQueueSize', 'maxBufferRecords'],
  ['onQueueFull', 'overflow'],
  ['endpoint', 'url'],
  ['host', 'url'],
  ['timeout', 'attemptTimeoutMs'],
  ['onError', 'onDiagnostic'],
  ['silenceErrors', 'onDiagnostic'],
  ['basicAuth', 'auth'],
])('%s, as other libraries call it, is here %s', (name, ours) => {
  expect(messageFor(name)).toMatch(new RegExp(`^option \`${name}\` is unknown: .*\`${ours}\``));
});

test.each(['retries', 'maxRetries', 'retryCount', 'retryLimit'])('%s needs no number: records are kept till they are delivered', (name) => {
  expect(messageFor(name)).toMatch(/leave it out, records are kept until they are delivered/);
});

test('every hint names options that there are, and no name is one of ours', () => {
  const names = [
    'batchSize',
    'flushBytes',
    'interval',
    'bufferLimit',
    'onQueueFull',
    'uri',
    'timeoutMs',
    'errorHandler',
    'retries',
    'basicAuth',
  ];
  const hinted = names.flatMap((name) => [...messageFor(name).matchAll(/`(\w+)`/g)].map(([, word = '']) => word));
  expect(hinted.filter((word) => !known.includes(word) && !names.includes(word))).toEqual([]);
});

test('elsewhere than at the top such a name means nothing: the names that are there are told', () => {
  expect(unknownOption('limits.host', ['depth', 'keys']).message).toBe('option `limits.host` is unknown: known are depth, keys');
});

test('a slip of the pen is recognised, and what is like nothing gets the whole list', () => {
  expect(messageFor('capasity')).toContain('did you mean `capacity`?');
  expect(messageFor('zzz')).toContain('known are url, collector');
});
