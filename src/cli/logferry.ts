#!/usr/bin/env node
import { run } from './run.js';

// `print` hears of what fails there; without a listener Node would end the program with a stack trace besides.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
});
