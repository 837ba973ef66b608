import { Transform } from 'node:stream';
import build from 'pino-abstract-transport';

/** A step of a Pino pipeline that changes each record. */
// biome-ignore lint/style/noDefaultExport: Pino asks for one
export default () =>
  build(
    (source) => {
      const step = new Transform({
        objectMode: true,
        autoDestroy: true,
        transform: (record, _, done) => done(null, `${JSON.stringify({ ...record, msg: record.msg.toUpperCase() })}\n`),
      });
      return source.pipe(step);
    },
    { enablePipelining: true },
  );
