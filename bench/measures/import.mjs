import { spreadOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

const importTime = { program: 'import-time', candidate: 'logferry winston', times: 3 };

const time = {
  id: 'import/time',
  title: 'import of logferry/winston on top of winston',
  target: { atMost: 30, unit: 'ms' },
  runs: { ours: importTime },
  value: ({ ours }) => spreadOf(pluck(ours, 'importMs')),
  beside: ({ ours }) => `${ours.length} processes, median ${show(ours, 'importMs', 1)} ms`,
};

/** That undici is found after the send shows that it would have been found before. */
const late = {
  id: 'import/undici',
  title: 'undici loaded before the first send',
  target: { atMost: 0, unit: 'times' },
  runs: { ours: importTime },
  value: ({ ours }) => spreadOf(ours.map(({ undiciBeforeSend }) => Number(undiciBeforeSend))),
  beside: ({ ours }) => `after it in ${ours.filter(({ undiciAfterSend }) => undiciAfterSend).length} of ${ours.length} processes`,
};

export const importMeasures = [time, late];
