// Sums up test reports: node scripts/test-totals.mjs FOLDER, with vitest's .json and node:test's .tap files in it.
// The last line is `logferry: N passed, N failed[, N skipped]`. Fails when a test failed or none ran.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ofVitest = (text) => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites, success } = JSON.parse(text);
  // A file that cannot be loaded, or a threshold that is missed, fails the run without failing a test.
  const failedOtherwise = success === false && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0;
  return { passed: numPassedTests, failed: numFailedTests + failedOtherwise, skipped: numPendingTests + numTodoTests };
};

const ofTap = (text) => {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') };
};

const folder = process.argv[2] ?? '.cache/ci';
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), 'utf8');
  const counts = name.endsWith('.tap') ? ofTap(text) : ofVitest(text);
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  for (const word of Object.keys(totals)) totals[word] += counts[word];
}

const skipped = totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`;
console.log(`logferry: ${totals.passed} passed, ${totals.failed} failed${skipped}`);
if (totals.failed > 0 || totals.passed === 0) process.exitCode = 1;
