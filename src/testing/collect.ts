import type { CollectedRequest } from './collected-request.js';
import type { Exchange } from './exchange.js';
import type { Taken } from './fate.js';
import type { RequestBody } from './request-body.js';

type Result = { readonly taken: Taken; readonly status: number | undefined; readonly keepRecords: boolean };

export const collect = ({ head }: Exchange, body: RequestBody, { taken, status, keepRecords }: Result): CollectedRequest => {
  const records = keepRecords ? body.records : [];
  return {
    ...head,
    format: body.format,
    encoding: body.encoding,
    bytes: body.bytes,
    rawBytes: body.rawBytes,
    records,
    accepted: keepRecords ? pick(records, taken) : [],
    acceptedCount: taken === 'all' ? body.count : taken === 'none' ? 0 : taken.length,
    status,
  };
};

const pick = (records: readonly unknown[], taken: Taken): readonly unknown[] => {
  if (taken === 'all') return records;
  return taken === 'none' ? [] : taken.map((index) => records[index]);
};
