/**
 * A pattern of Unicode's classes (`\p{L}`), made when it is first asked for. A literal's tables are made whenever the file is read, even within
 * a function: a fifth of a millisecond each, for every app that starts.
 */
export const unicodePattern = (source: string, flags = 'u'): (() => RegExp) => {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(source, flags);
    return made;
  };
};
