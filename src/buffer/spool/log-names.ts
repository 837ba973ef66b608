import { randomBytes } from 'node:crypto';

/**
 * What lies in a log's directory beside its segments:
 *
 *     <root>/
 *       mfrggzdfmztwq2lk/         a log, written by one process or worker thread
 *         owner.json              who that is; `released.json` once it has let go of the log
 *         live.sock               listens as long as the owner lives
 *         *.side                  what became of the records of the segments
 *         compacted.new           a segment's copy that is being made; left over, it is worth nothing
 *         adopted/
 *           nruxa43povzwqzlm/     the log of an owner that died; nothing is written to it any more
 */
export const OWNER = 'owner.json';
export const RELEASED = 'released.json';
export const SOCKET = 'live.sock';
export const ADOPTED = 'adopted';
export const COMPACTED = 'compacted.new';

/** The name of a new log: 80 bits of chance, so that no two ever meet; small letters, for not every file system tells them from large ones. */
export const newLogId = (): string => Array.from(randomBytes(16), (byte) => BASE32[byte & 31]).join('');

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export const isLogId = (name: string): boolean => /^[a-z2-7]{16}$/.test(name);

/** Whether a log with just these files keeps nothing that anybody could want. What is unknown is not ours to judge. */
export const isSpent = (names: readonly string[]): boolean => names.every((name) => KNOWN.includes(name) || SIDE_LOG.test(name));

const KNOWN: readonly string[] = [OWNER, RELEASED, SOCKET, ADOPTED, COMPACTED];
const SIDE_LOG = /^[0-9a-f]{16}\.side$/;
