/**
 * The same text, which keeps no longer one alive that it is a piece of. As names of properties are, it is the only one of its kind in the process: to compare
 * it with one that stands in a program, or is such a name, takes one step. (Without a prototype, for then no hidden class is made for the name.)
 */
export const interned = (text: string): string => {
  const named: Record<string, true> = Object.create(null);
  named[text] = true;
  return Object.keys(named)[0] ?? text;
};
