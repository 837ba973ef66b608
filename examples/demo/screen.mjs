// How the demo looks in a terminal: 80 columns, colour on a TTY only, and none with NO_COLOR.

const isColourful = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const paint = (code) => (text) => (isColourful ? `\x1b[${code}m${text}\x1b[0m` : String(text));

export const bold = paint('1');
export const dim = paint('2');
export const red = paint('31');
export const green = paint('32');
export const yellow = paint('33');
export const cyan = paint('36');

export const say = (text = '') => console.log(text === '' ? '' : `  ${text}`);

let chapters = 0;

export const chapter = (title) => {
  chapters += 1;
  console.log(`\n${bold(cyan(` ${chapters} `))}${bold(title)}`);
};

/** Cells of fixed widths; a negative width means flush right. */
export const row = (cells, widths) =>
  cells.map((cell, index) => (widths[index] < 0 ? String(cell).padStart(-widths[index]) : String(cell).padEnd(widths[index]))).join(' ');

/** Breaks a text that has no spaces. */
export const wrap = (text, width) => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''];

export const number = (value) => value.toLocaleString('en-US');

export const bar = (value, most, width) => '▇'.repeat(Math.min(width, Math.ceil((value / most) * width)));
