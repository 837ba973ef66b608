/** Lines of the table, for eyes and for the README. */
const COLUMNS = ['measure', 'target', 'measured', 'least to greatest', 'holds'];

/** @param {ReturnType<typeof import('./judge.mjs').judge>[]} lines */
export const toMarkdown = (lines, machine) =>
  [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, ${machine.date.slice(0, 10)}.`,
    `${Object.entries(machine.packages)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
    `| ${COLUMNS.join(' | ')} |`,
    `|${COLUMNS.map(() => '---').join('|')}|`,
    ...lines.map((line) => `| ${cells(line).join(' | ')} |`),
    '',
  ].join('\n');

export const toText = (lines) => {
  const rows = [COLUMNS, ...lines.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const texts = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const [head, ...body] = texts;
  return [head, ...body.flatMap((text, index) => [text, `    ${lines[index].beside}`])].join('\n');
};

const cells = ({ title, target, value, low, high, holds }) => [
  title,
  boundOf(target),
  number(value),
  `${number(low)} to ${number(high)}`,
  isTold(target) ? '-' : holds ? 'yes' : 'NO',
];

const isTold = ({ atMost, atLeast }) => atMost === undefined && atLeast === undefined;

/** What has no bound is told for what it is. */
const boundOf = (target) => {
  const { atMost, atLeast, unit } = target;
  if (isTold(target)) return unit;
  return atMost === undefined ? `>= ${number(atLeast)} ${unit}` : `<= ${number(atMost)} ${unit}`;
};

const number = (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
