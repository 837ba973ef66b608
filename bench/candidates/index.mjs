/**
 * Everything that can be measured: its file, and how the collector must answer it.
 * A candidate's `open({ url, directory, ...options })` resolves to `{ log(fields, message), drain?(), facts?() }`.
 */
const candidates = {
  'bare pino': { file: 'bare-pino.mjs' },
  'bare pino worker': { file: 'bare-pino-worker.mjs' },
  'bare winston': { file: 'bare-winston.mjs' },
  'limit undici': { file: 'limit-undici.mjs' },
  'logferry direct': { file: 'logferry-direct.mjs' },
  'logferry pino': { file: 'logferry-pino.mjs' },
  'logferry pino worker': { file: 'logferry-pino-worker.mjs' },
  'logferry winston': { file: 'logferry-winston.mjs' },
  'pino-http-send': { file: 'peers/pino-http-send.mjs' },
  'pino-elasticsearch': { file: 'peers/pino-elasticsearch.mjs', answer: 'elasticsearch' },
  'pino-loki': { file: 'peers/pino-loki.mjs', answer: 'loki' },
  '@logtail/pino': { file: 'peers/logtail-pino.mjs', answer: 'logtail' },
  'pino-opentelemetry-transport': { file: 'peers/pino-opentelemetry.mjs', answer: 'otlp' },
  'winston Http': { file: 'peers/winston-http.mjs' },
  'winston-sumologic-transport': { file: 'peers/winston-sumologic.mjs' },
  'winston-loki': { file: 'peers/winston-loki.mjs', answer: 'loki' },
  '@opentelemetry/winston-transport': { file: 'peers/winston-opentelemetry.mjs', answer: 'otlp' },
  'sync file': { file: 'sync-file.mjs' },
  'sync http': { file: 'sync-http.mjs' },
  'bare write': { file: 'bare-write.mjs' },
};

export const pinoPeers = ['pino-http-send', 'pino-elasticsearch', 'pino-loki', '@logtail/pino', 'pino-opentelemetry-transport'];
export const winstonPeers = ['winston Http', 'winston-sumologic-transport', 'winston-loki', '@opentelemetry/winston-transport'];

export const answerOf = (name) => candidates[name]?.answer ?? 'plain';

export const openCandidate = async (name, setting) => {
  const { open } = await import(`./${candidates[name].file}`);
  return open(setting);
};
