const EQUALS = 61;
const COLON = 58;
const GREATER = 62;
const DASH = 45;
const ARROW = 0x2192;

/**
 * Where the sign that starts at `at` ends (`=`, `:`, `:=`, `==`, `===`, `=>`, `->`, `→`), behind all of a run of such; `at` where there is none.
 */
export const endOfSign = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code === GREATER) return text.charCodeAt(at - 1) === DASH && text.charCodeAt(at - 2) !== DASH ? at + 1 : at;
  if (code === ARROW) return at + 1;
  if (code !== EQUALS && code !== COLON) return at;
  let end = at + 1;
  while (isSign(text.charCodeAt(end))) end += 1;
  return end;
};

const isSign = (code: number): boolean => code === EQUALS || code === COLON || code === GREATER;

/** Whether a sign may start with this unit: most text is passed over by this alone. */
export const mayStartSign = (code: number): boolean => code === COLON || code === EQUALS || code === GREATER || code === ARROW;

/** Where the name in front of a sign ends, without what belongs to the sign: `!=`, `+=`, `?=`, `->`. */
export const signsBefore = (text: string, at: number): number => {
  const before = text.charCodeAt(at - 1);
  return SIGNS_BEFORE.has(before) || (before === DASH && text.charCodeAt(at) === GREATER) ? at - 1 : at;
};

const SIGNS_BEFORE: ReadonlySet<number> = new Set([...'!+?~|'].map((sign) => sign.charCodeAt(0)));
