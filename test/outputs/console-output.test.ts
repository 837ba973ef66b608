import { Writable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createConsoleOutput } from '../../src/outputs/console-output.js';
import { openOutput } from '../../src/outputs/open-output.js';

const collecting = () => {
  const texts: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      texts.push(String(chunk));
      setImmediate(done);
    },
  });
  return { stream, texts };
};

test('what is written is out when the promise says so', async () => {
  const { stream, texts } = collecting();
  const output = createConsoleOutput(stream);
  expect(await Promise.all([output.write('a\n'), output.write(Buffer.from('b\n'))])).toEqual([true, true]);
  expect(texts.join('')).toBe('a\nb\n');
});

test.each([
  ['fails', () => new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('broken'), { code: 'EPIPE' })) })],
  ['was destroyed', () => new Writable({ write: () => {} }).destroy()],
  [
    'throws',
    () =>
      Object.assign(new Writable(), {
        write: () => {
          throw new Error('no');
        },
      }),
  ],
])('a stream that %s: said to be not written, and the program goes on', async (_how, make) => {
  const escaped = vi.fn();
  process.on('uncaughtException', escaped);
  onTestFinished(() => void process.off('uncaughtException', escaped));
  const stream = make();
  expect(await createConsoleOutput(stream).write('a\n')).toBe(false);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(escaped).not.toHaveBeenCalled();
  expect(stream.listenerCount('error')).toBe(0);
});

test('an error of the app`s own making is the app`s again afterwards', async () => {
  const { stream } = collecting();
  await createConsoleOutput(stream).write('a\n');
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(stream.listenerCount('error')).toBe(0);
});

test('nothing is written after close', async () => {
  const { stream, texts } = collecting();
  const output = createConsoleOutput(stream);
  await output.close();
  expect([await output.write('a\n'), texts]).toEqual([false, []]);
});

test.each(['stdout', 'stderr'] as const)('an option that says %s means that stream of this process', async (name) => {
  const write = vi.spyOn(process[name], 'write').mockImplementation(((_text: string, done: () => void) => done()) as never);
  onTestFinished(() => write.mockRestore());
  await openOutput({ console: name }).write('a\n');
  expect(write).toHaveBeenCalledWith('a\n', expect.any(Function));
});
