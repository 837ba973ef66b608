/**
 * Stands for a record that could not be washed. Fixed texts, for those of the exception could hold a secret; of the record only how grave it
 * is and when it was made (in milliseconds), where these are numbers.
 */
export const withheld = (value: unknown): Readonly<Record<string, string | number>> => ({
  ...numberOf(value, 'level', LARGEST_LEVEL),
  ...numberOf(value, 'time', LATEST_MS),
  msg: '[record withheld: masking failed]',
  code: 'masking-failed',
});

/** Beyond these a number may be something else: a card's, or a token. */
const LARGEST_LEVEL = 1000;
const LATEST_MS = Date.UTC(2286, 0);

const numberOf = (value: unknown, key: string, most: number): Readonly<Record<string, number>> => {
  try {
    const number: unknown = Object(value)[key];
    return typeof number === 'number' && number >= 0 && number <= most ? { [key]: number } : {};
  } catch {
    return {};
  }
};
