/**
 * `line`, the text of a JSON object, with `"timestamp":time` (epoch milliseconds) as its first member: Sumo Logic looks for a time
 * at the start of a message (https://help.sumologic.com/docs/send-data/reference-information/time-reference/).
 */
export const spliceTimestamp = (line: string, time: number): string => {
  if (isEmpty(line)) return `{"timestamp":${time}${line.slice(1)}`;
  if (time !== lastTime) {
    lastTime = time;
    lastBeginning = `{"timestamp":${time},`;
  }
  return lastBeginning + line.slice(1);
};

/** Many records share a millisecond; writing its number is half of the work. */
let lastTime = 0;
let lastBeginning = '{"timestamp":0,';

const isEmpty = (line: string): boolean => line.charCodeAt(1) !== QUOTE && line.slice(1).trimStart().startsWith('}');
const QUOTE = 0x22;
