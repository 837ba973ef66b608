import { createHandler } from 'logferry';
import { logferryOptions } from '../candidates/logferry-options.mjs';
import { emit } from './emit.mjs';
import { createFields } from './records.mjs';

/** Logs what nobody takes, and dies of SIGKILL. */
const NOBODY = 'http://127.0.0.1:9';

const run = JSON.parse(process.argv[2]);
const handler = createHandler(logferryOptions({ url: NOBODY, directory: run.directory, ...run.options }));
const log = (fields, message) => handler.handle({ level: 'info', message, fields });
await emit(log, createFields(run.options?.tenants), [0, run.count]);
process.kill(process.pid, 'SIGKILL');
