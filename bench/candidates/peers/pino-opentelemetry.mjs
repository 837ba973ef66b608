import { pinoInWorker } from '../loggers.mjs';

/** Protobuf is its default and its fastest; with its default queue of 2,048 it loses most of a burst. */
export const open = ({ url }) =>
  pinoInWorker('pino-opentelemetry-transport', {
    loggerName: 'bench',
    serviceVersion: '1.0.0',
    logRecordProcessorOptions: {
      recordProcessorType: 'batch',
      processorConfig: { maxQueueSize: 1_000_000, maxExportBatchSize: 1000, scheduledDelayMillis: 50 },
      exporterOptions: { protocol: 'http/protobuf', protobufExporterOptions: { url: `${url}/v1/logs` } },
    },
  });
