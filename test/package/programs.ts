/** Small programs as a user writes them. Each logs the numbers 1, 2 and 3 to COLLECTOR_URL and ends by itself. */
export type Program = { readonly title: string; readonly name: string; readonly code: string };

const LOG = 'for (const n of [1, 2, 3]) logger.info({ message: "hello", n });';
const url = 'url: process.env.COLLECTOR_URL';

const WINSTON = `const logger = winston.createLogger({ transports: [new winston.transports.BufferingAsync({ ${url} })] });\n${LOG}\n`;
const IN_PROCESS = `const logger = pino(createDestination({ ${url} }));\n${LOG}\n`;
const TARGET = `const logger = pino(pino.transport({ target: 'logferry/pino', options: { ${url} } }));\n${LOG}\nprocess.on('exit', () => logger);\n`;
const TARGETS = `const logger = pino(pino.transport({ targets: [{ target: 'logferry/pino', options: { ${url} } }, { target: 'pino/file', options: { destination: 1 } }] }));\n${LOG}\nprocess.on('exit', () => logger);\n`;
const TYPED_TARGET = `const logger = pino(createTransport({ ${url} }));\n${LOG}\nprocess.on('exit', () => logger);\n`;

const withWinston = {
  module: "import winston from 'winston';\nimport 'logferry/winston';\n",
  commonJs: "const winston = require('winston');\nrequire('logferry/winston');\n",
};
const withPino = { module: "import pino from 'pino';\n", commonJs: "const pino = require('pino');\n" };
const withDoor = (name: string) => ({
  module: `${withPino.module}import { ${name} } from 'logferry/pino';\n`,
  commonJs: `${withPino.commonJs}const { ${name} } = require('logferry/pino');\n`,
});

const both = (title: string, head: { readonly module: string; readonly commonJs: string }, body: string): readonly Program[] => {
  const stem = title.replaceAll(' ', '-').toLowerCase();
  return [
    { title: `${title}, ESM`, name: `${stem}.mjs`, code: head.module + body },
    { title: `${title}, CommonJS`, name: `${stem}.cjs`, code: head.commonJs + body },
  ];
};

/** Programs that run the engine on the app's own thread; these can be bundled. */
export const inProcess: readonly Program[] = [
  ...both('Winston', withWinston, WINSTON),
  ...both('Pino in process', withDoor('createDestination'), IN_PROCESS),
];

export const programs: readonly Program[] = [
  ...inProcess,
  ...both('Pino target', withPino, TARGET),
  ...both('Pino target beside another', withPino, TARGETS),
  ...both('Pino typed target', withDoor('createTransport'), TYPED_TARGET),
];
