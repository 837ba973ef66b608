import { logs } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { OpenTelemetryTransportV3 } from '@opentelemetry/winston-transport';
import { winstonOver } from '../loggers.mjs';

/** With its default queue of 2,048 it may lose part of a burst. */
export const open = ({ url }) => {
  const exporter = new OTLPLogExporter({ url: `${url}/v1/logs` });
  const batches = { maxQueueSize: 1_000_000, maxExportBatchSize: 1000, scheduledDelayMillis: 50 };
  const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter, ...batches })] });
  logs.setGlobalLoggerProvider(provider);
  return { ...winstonOver(new OpenTelemetryTransportV3()), drain: () => provider.forceFlush() };
};
