import { ConfigurationError } from './errors.js';

/**
 * The refusal of an option, or of a part of one, that there is not, with a guess at what was meant.
 * `known`: the names that there are in that place.
 */
export const unknownOption = (path: string, known: readonly string[]): ConfigurationError => {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const hint = (name === path ? ELSEWHERE.get(name) : undefined) ?? guess(name, known);
  return new ConfigurationError(`option \`${path}\` is unknown: ${hint}`, { msgCode: 'option-unknown', context: { option: path } });
};

const guess = (name: string, known: readonly string[]): string => {
  const beginning = name.slice(0, 3).toLowerCase();
  const close = known.filter((each) => each.toLowerCase().startsWith(beginning));
  return close.length > 0 ? `did you mean ${close.map((each) => `\`${each}\``).join(' or ')}?` : `known are ${known.join(', ')}`;
};

/** What other libraries call it (the Loki, Sumo, Datadog, Axiom and OpenTelemetry exporters, tslog, loglayer, Winston's own), and what it is here. */
const NAMES: readonly (readonly [hint: string, ...names: string[]])[] = [
  ['did you mean `url`?', 'endpoint', 'host', 'uri'],
  ['did you mean `auth`: { username, password }?', 'basicAuth'],
  ['did you mean `chunkSize`, records in one request?', 'batchSize', 'batchCount', 'batchMaxItems', 'maxExportBatchSize'],
  ['did you mean `maxChunkBytes`, bytes in one request?', 'flushBytes', 'maxPayloadSize', 'batchMaxBytes'],
  ['did you mean `flushIntervalMs`, in milliseconds?', 'flushInterval', 'interval', 'batchInterval', 'scheduledDelayMillis'],
  [
    'did you mean `maxBufferBytes` or `maxBufferRecords`?',
    'maxBufferSize',
    'bufferLimit',
    'maxQueueSize',
    'maxBufferedLines',
    'sendQueueMaxBytes',
  ],
  ['did you mean `overflow`?', 'onQueueFull'],
  ['did you mean `attemptTimeoutMs`, in milliseconds?', 'timeout', 'timeoutMs', 'timeoutMillis'],
  ['did you mean `onDiagnostic`?', 'onError', 'onConnectionError', 'errorHandler', 'internalLogger'],
  ['leave it out, nothing is thrown or printed; `onDiagnostic` is told of trouble', 'silenceErrors'],
  [
    'leave it out, records are kept until they are delivered; `retry`: { baseMs, capMs } sets the rests between attempts',
    'retries',
    'maxRetries',
    'retryCount',
    'retryLimit',
  ],
];

const ELSEWHERE: ReadonlyMap<string, string> = new Map(NAMES.flatMap(([hint, ...names]) => names.map((name) => [name, hint] as const)));
