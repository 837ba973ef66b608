import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';

const require = createRequire(import.meta.url);

/** Everything that a number needs beside it to mean something. */
export const describeMachine = () => ({
  date: new Date().toISOString(),
  cpu: os.cpus()[0].model,
  cores: os.availableParallelism(),
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  loadBefore: os.loadavg().map((load) => Number(load.toFixed(2))),
  node: process.version,
  packages: packageVersions(),
});

/** The peers as locked here, and the loggers as logferry itself resolves them. */
const packageVersions = () => {
  const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  const peers = Object.keys(packages[''].dependencies).filter((name) => name !== 'logferry');
  const logferry = require.resolve('logferry/package.json');
  const hosts = ['pino', 'winston'].map((name) => [name, createRequire(logferry)(`${name}/package.json`).version]);
  return Object.fromEntries([
    ['logferry', require(logferry).version],
    ...hosts,
    ...peers.map((name) => [name, packages[`node_modules/${name}`].version]),
  ]);
};
