import { bytesOf, type Chunk, countOf } from './chunk.js';
import type { DropReason, HandlerEvent } from './events.js';

/** Tells of a chunk of which the first `kept` lines are dead letters, and the others are lost. */
export const lossesOf = (chunk: Chunk, reason: DropReason, kept: number): readonly HandlerEvent[] => {
  const about = { order: chunk.order, reason, group: chunk.group.name };
  const bytes = (count: number): number => (count === countOf(chunk) ? bytesOf(chunk) : 0);
  const events: HandlerEvent[] = [];
  if (kept > 0) events.push({ type: 'dead-lettered', count: kept, bytes: bytes(kept), ...about });
  if (kept < countOf(chunk)) events.push({ type: 'dropped', count: countOf(chunk) - kept, bytes: bytes(countOf(chunk) - kept), ...about });
  return events;
};
