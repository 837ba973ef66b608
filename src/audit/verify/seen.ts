import { hash } from 'node:crypto';

/** Remembers the lines of one stream by 128 bits of their digest, so that a record which comes twice is known from one that only says so. */
export type Seen = (seq: number, line: string) => 'new' | 'same' | 'other';

export const createSeen = (): Seen => {
  const pages = new Map<number, Buffer>();

  const pageOf = (seq: number): Buffer => {
    const number = Math.floor(seq / PAGE_RECORDS);
    const page = pages.get(number) ?? Buffer.alloc(PAGE_RECORDS * DIGEST_BYTES);
    pages.set(number, page);
    return page;
  };

  return (seq, line) => {
    const page = pageOf(seq);
    const at = (seq % PAGE_RECORDS) * DIGEST_BYTES;
    const digest = hash('sha256', line, 'hex').slice(0, 2 * DIGEST_BYTES);
    const before = page.toString('hex', at, at + DIGEST_BYTES);
    if (before === digest) return 'same';
    if (before !== NONE) return 'other';
    page.write(digest, at, DIGEST_BYTES, 'hex');
    return 'new';
  };
};

const PAGE_RECORDS = 1024;
const DIGEST_BYTES = 16;
const NONE = '00'.repeat(DIGEST_BYTES);
