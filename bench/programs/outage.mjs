import { setTimeout as sleep } from 'node:timers/promises';
import { openCandidate } from '../candidates/index.mjs';
import { emit } from './emit.mjs';
import { fieldsOf, finish, run } from './measured.mjs';
import { startMeters } from './meters.mjs';

/** A collector that refuses connections: how much memory does the app need for what it cannot send? */
const AFTERMATH_MS = 3000;

const { log, facts } = await openCandidate(run.candidate, { url: run.url, directory: run.directory, ...run.options });
const readMeters = startMeters();
await emit(log, fieldsOf, [0, run.count]);
await sleep(AFTERMATH_MS);
await finish({ ...readMeters(), ...facts?.() });
