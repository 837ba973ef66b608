import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

// What the package promises, by entry point. A change here is a change for users: `npx vitest run test/public-api -u` writes
// the lists anew, CHANGELOG.md says why.

const src = join(import.meta.dirname, '../src');
const textOf = (path: string): string => readFileSync(join(src, path), 'utf8').replace(/^\s*\/\/.*$/gm, '');

/** A name as an entry file gives it out, and the file and name under which it is declared. */
type Exported = { readonly name: string; readonly isType: boolean; readonly file: string; readonly declaredAs: string };

const DECLARED = /^export (?:declare )?(?:async )?(const|class|function|type|interface) (\w+)/gm;
const LISTED = /^export (type )?\{([^}]*)\}(?: from '([^']+)')?/gm;

const exportsOf = (file: string): readonly Exported[] => {
  const text = textOf(file);
  const declared = [...text.matchAll(DECLARED)].map(([, kind, name = '']) => ({
    name,
    isType: kind === 'type' || kind === 'interface',
    file,
    declaredAs: name,
  }));
  const listed = [...text.matchAll(LISTED)].flatMap(([, type, names = '', from]) =>
    names
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => {
        const [declaredAs = '', name = declaredAs] = entry.replace(/^type /, '').split(/ as /);
        return { name, isType: type !== undefined || entry.startsWith('type '), file: homeOf(file, from), declaredAs };
      }),
  );
  const byDefault = /^export default (\w+)/m.exec(text)?.[1];
  return [...declared, ...listed, ...(byDefault === undefined ? [] : [{ name: 'default', isType: false, file, declaredAs: byDefault }])];
};

const homeOf = (file: string, from: string | undefined): string =>
  from === undefined ? file : posix.join(posix.dirname(file), from).replace(/\.js$/, '.ts');

/** `{ values, types }`, sorted: the public names of an entry file. */
const namesOf = (file: string) => {
  const names = exportsOf(file).filter(({ name }) => name !== 'default');
  const sorted = (isType: boolean) =>
    names
      .filter((each) => each.isType === isType)
      .map(({ name }) => name)
      .sort();
  return { values: sorted(false), types: sorted(true) };
};

/** Follows re-exports and imports to the declaration, and looks whether a docstring stands right above it. */
const isDocumented = ({ file, declaredAs }: Exported): boolean => {
  const text = textOf(file);
  const declaration = new RegExp(
    `(\\*/\\s*)?^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:async )?(?:const|class|function|type|interface) ${declaredAs}\\b`,
    'm',
  ).exec(text);
  if (declaration !== null) return declaration[1] !== undefined;
  const onward = exportsOf(file).find(({ name, file: home }) => name === declaredAs && home !== file) ?? importedAs(file, text, declaredAs);
  return onward !== undefined && isDocumented(onward);
};

const IMPORTED = /^import (type )?\{([^}]*)\} from '(\.[^']+)'/gm;

const importedAs = (file: string, text: string, wanted: string): Exported | undefined =>
  [...text.matchAll(IMPORTED)]
    .flatMap(([, , names = '', from]) => names.split(',').map((entry) => ({ entry: entry.trim().replace(/^type /, ''), from })))
    .map(({ entry, from }) => ({ parts: entry.split(/ as /), from }))
    .filter(({ parts }) => (parts[1] ?? parts[0]) === wanted)
    .map(({ parts, from }) => ({ name: wanted, isType: false, file: homeOf(file, from), declaredAs: parts[0] ?? wanted }))[0];

const ENTRIES = ['index.ts', 'transports/winston.ts', 'transports/pino.ts', 'security.ts', 'testing/index.ts'];

test('logferry gives out', () => {
  expect(namesOf('index.ts')).toMatchInlineSnapshot(`
    {
      "types": [
        "AcceptedOptions",
        "Admission",
        "AggregatorKey",
        "AggregatorKeyFunction",
        "AuditKey",
        "AuditOptions",
        "BatchSizes",
        "BufferingAsyncHandler",
        "CacheStats",
        "CollectorFallback",
        "ConsoleFallback",
        "ContextValues",
        "DeadLettersOptions",
        "Diagnostic",
        "DropNotice",
        "DropReason",
        "EncryptionKey",
        "ErrorCategory",
        "ErrorInit",
        "ErrorLayer",
        "ErrorSeverity",
        "FailedLog",
        "FallbackOptions",
        "FileFallback",
        "FlushOptions",
        "FlushResult",
        "FlushTimer",
        "FlushTimerOptions",
        "Group",
        "HandlerEvents",
        "HandlerOptions",
        "HeaderTemplates",
        "HealthResponse",
        "HealthSource",
        "HealthStatus",
        "Key",
        "KeyTemplates",
        "LogRecord",
        "ModuleRef",
        "PinoMixin",
        "ProcessHealth",
        "RecordInput",
        "RequestContext",
        "RequestHeaders",
        "RequestHeadersFunction",
        "RequestInfo",
        "SecurityOptions",
        "SecurityStats",
        "ShutdownHookOptions",
        "SpoolHealth",
        "SpoolOptions",
        "Stats",
      ],
      "values": [
        "ConfigurationError",
        "LogferryError",
        "captureContext",
        "createHandler",
        "createHealthHandler",
        "flushAll",
        "getContext",
        "getHealthStatus",
        "installShutdownHooks",
        "pinoContext",
        "requestContext",
        "runWithContext",
        "sendLogs",
        "shutdown",
        "startFlushTimer",
        "winstonContext",
        "withRequestContext",
      ],
    }
  `);
});

test('logferry/winston gives out', () => {
  expect(namesOf('transports/winston.ts')).toMatchInlineSnapshot(`
    {
      "types": [
        "BufferingAsyncOptions",
        "WinstonOptions",
        "WorkerHandler",
      ],
      "values": [
        "BufferingAsyncTransport",
      ],
    }
  `);
});

test('logferry/pino gives out', () => {
  expect(namesOf('transports/pino.ts')).toMatchInlineSnapshot(`
    {
      "types": [
        "PinoDestination",
        "PinoTarget",
        "PinoTargetOptions",
        "PinoTransport",
        "PinoTransportOptions",
        "WorkerHandler",
      ],
      "values": [
        "createDestination",
        "createTransport",
      ],
    }
  `);
});

test('logferry/testing gives out', () => {
  expect(namesOf('testing/index.ts')).toMatchInlineSnapshot(`
    {
      "types": [
        "CloseConnectionPlan",
        "CollectedRequest",
        "Collector",
        "CollectorOptions",
        "Counts",
        "FailurePlan",
        "HangPlan",
        "Keep",
        "PartialPlan",
        "PlanScope",
        "RedirectPlan",
        "RefuseRecordPlan",
        "RequestHead",
        "ResetPlan",
        "Sent",
        "Sink",
        "SlowPlan",
        "StatusPlan",
        "TooLargePlan",
        "TricklePlan",
        "WireFormat",
      ],
      "values": [
        "attachSink",
        "startCollector",
      ],
    }
  `);
});

test.for(ENTRIES)('what %s gives out when it runs is what its text names', async (file) => {
  const names = Object.keys(await import(join(src, file))).filter((name) => name !== 'default');
  expect(names.sort()).toEqual(namesOf(file).values);
});

test.for(ENTRIES)('everything that %s gives out has a docstring', (file) => {
  expect(
    exportsOf(file)
      .filter((exported) => !isDocumented(exported))
      .map(({ name }) => name),
  ).toEqual([]);
});
