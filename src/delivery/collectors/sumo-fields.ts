/**
 * The value of `X-Sumo-Fields`, written as Sumo Logic's own exporter for the OpenTelemetry collector does
 * (sumologicexporter/fields.go), within the limits of its documentation: 30 fields, names up to 255 characters, values up to 200.
 * A field without a value is left out.
 */
export const sumoFields = (fields: readonly (readonly [name: string, value: string])[], onMended: (reason: string) => void): string => {
  const clean = fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [fit(name, LONGEST_NAME, onMended), fit(value, LONGEST_VALUE, onMended)] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  if (clean.length > MOST_FIELDS) onMended('sumo-fields-too-many');
  return clean
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
};

const MOST_FIELDS = 30;
const LONGEST_NAME = 255;
const LONGEST_VALUE = 200;

const fit = (text: string, longest: number, onMended: (reason: string) => void): string => {
  const fitted = cut(
    text.replace(/[,=\n]/g, (character) => REPLACEMENTS[character] ?? '_'),
    longest,
  );
  if (fitted !== text) onMended('sumo-field-changed');
  return fitted;
};

const REPLACEMENTS: Readonly<Record<string, string>> = { ',': '_', '=': ':', '\n': '_' };

/** Cuts between characters, never inside a surrogate pair. */
const cut = (text: string, longest: number): string => (text.length <= longest ? text : [...text].slice(0, longest).join(''));
