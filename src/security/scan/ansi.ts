/**
 * Control sequences of terminals (ECMA-48, https://ecma-international.org/publications-and-standards/standards/ecma-48/): they split a secret
 * without a trace on the screen, and glue their last letter to the word behind them.
 */

/** `text`, as long as before, with blanks for each sequence, so that words end where they seem to. What a window's title or a link holds stays. */
export const blankAnsi = (text: string): string =>
  text.includes('\x1b') || text.includes('\x9b') ? text.replace(SEQUENCE, (sequence) => ' '.repeat(sequence.length)) : text;

/** Behind a lone ESC a letter is left: it may begin a word that must be seen. */
const SEQUENCE = /(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b(?:[ -/]{1,4}[0-~]|[:-@[-`{-~])?|\x9b/g;

/** Where the sequence that begins at `at` with ESC or CSI ends, title or link and all. */
export const ansiEnd = (text: string, at: number): number => {
  SEQUENCE_HERE.lastIndex = at;
  return SEQUENCE_HERE.test(text) ? SEQUENCE_HERE.lastIndex : at + 1;
};

/** A string to the terminal (OSC, DCS, ...) ends with BEL or ST; one that does not end is none. */
const SEQUENCE_HERE =
  /\x1b[\]PX^_][^\x00-\x1f\x7f-\x9f]{0,512}(?:\x07|\x9c|\x1b\\)|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b[ -/]{0,4}[0-~]?/y;
