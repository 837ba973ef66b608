import type { Engine } from '../core/engine.js';
import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';
import { spliceTimestamp } from '../security/splice-timestamp.js';
import { isObjectLine, wrapText } from '../security/wrap-text.js';

/** What a door needs of the engine, wherever the engine runs. */
export type Intake = Pick<Engine, 'acceptLine' | 'acceptClosed' | 'acceptRecord' | 'takesText' | 'recordBytes'>;

/**
 * Hands over the text of one record, whatever it looks like. A JSON object goes as it stands, with a timestamp in front
 * when it has no time of its own (`timed` false). Other text is wrapped into one, or kept as text where the wire format
 * takes text. Whatever it is, it leaves as one line.
 */
export const acceptText = (
  intake: Intake,
  text: string,
  { facts, timed }: { readonly facts: LineFacts; readonly timed: boolean },
): Admission => {
  if (isObjectLine(text)) return intake.acceptLine(timed ? text : spliceTimestamp(text, facts.time), facts);
  return intake.acceptLine(intake.takesText ? asOneLine(text) : wrapText(text, facts, WRAPPED_TIMES * intake.recordBytes), facts);
};

/** So much of a text is looked at when it must be wrapped: enough for the engine to find it too large, and to cut it. */
const WRAPPED_TIMES = 4;

const asOneLine = (text: string): string => text.trimEnd().replaceAll('\r', '\\r').replaceAll('\n', '\\n');
