/**
 * How a body was laid out: `ndjson`, one JSON text a line; `json-array`, one JSON array; `lines`, one record a line, JSON or not,
 * as Sumo Logic and its like take them; `text`, lines of which not even the first looks like JSON.
 */
export type WireFormat = 'ndjson' | 'lines' | 'json-array' | 'text';

const NDJSON_TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-jsonlines']);

/** The content type decides, and where it leaves a choice, the first byte. */
export const formatOf = (contentType: string | undefined, body: Buffer): WireFormat => {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  const first = String.fromCharCode(body[0] ?? 0);
  if (mediaType !== undefined && NDJSON_TYPES.has(mediaType)) return 'ndjson';
  if (mediaType === 'application/json') return first === '[' ? 'json-array' : 'ndjson';
  return first === '{' ? 'lines' : 'text';
};

/** The records of a body. Throws a SyntaxError where the format promises JSON and the body breaks that promise. */
export const parseRecords = (format: WireFormat, body: Buffer): readonly unknown[] => {
  const text = body.toString('utf8');
  if (format === 'json-array') return parseArray(text);
  const lines = text.split('\n').filter((line) => line !== '');
  if (format === 'ndjson') return lines.map((line) => JSON.parse(line));
  return lines.map(recordOfLine);
};

const parseArray = (text: string): readonly unknown[] => {
  const records: unknown = JSON.parse(text);
  if (!Array.isArray(records)) throw new SyntaxError('not a JSON array');
  return records;
};

/** What the line says as JSON, else the line. */
export const recordOfLine = (line: string): unknown => {
  if (!line.startsWith('{')) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
};

const NEWLINE = 10;

/** How many records a body holds; of a line only its end is looked at. */
export const countRecords = (format: WireFormat, body: Buffer): number => {
  if (format === 'json-array') return parseArray(body.toString('utf8')).length;
  let count = 0;
  let start = 0;
  for (let end = body.indexOf(NEWLINE); end !== -1; end = body.indexOf(NEWLINE, start)) {
    if (end > start) count += 1;
    start = end + 1;
  }
  return start < body.length ? count + 1 : count;
};
