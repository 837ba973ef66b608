/**
 * OpenTelemetry severity numbers (https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber):
 * 1-4 trace, 5-8 debug, 9-12 info, 13-16 warn, 17-20 error, 21-24 fatal.
 * Names of Winston's npm, syslog and cli sets as in @opentelemetry/winston-transport, Pino's as in @opentelemetry/instrumentation-pino.
 */
const SEVERITY_BY_NAME: ReadonlyMap<string, number> = new Map(
  Object.entries({
    trace: 1,
    silly: 1,
    notset: 1,
    debug: 5,
    verbose: 6,
    input: 6,
    http: 7,
    data: 7,
    info: 9,
    prompt: 9,
    information: 9,
    help: 9,
    notice: 10,
    warn: 13,
    warning: 13,
    error: 17,
    err: 17,
    crit: 21,
    critical: 21,
    fatal: 21,
    alert: 22,
    emerg: 23,
    emergency: 23,
  }),
);

export const INFO = 9;

/** Severity of a level name in any of the known sets, whatever its case; `undefined` for a name that none has. */
export const severityOfName = (level: string): number | undefined =>
  SEVERITY_BY_NAME.get(level) ?? SEVERITY_BY_NAME.get(level.toLowerCase());

const PINO_BASES = [1, 5, 9, 13, 17, 21] as const;

/** Severity of a numeric Pino level. Numbers between Pino's own climb within their range, as OpenTelemetry's TRACE2 to FATAL4 do. */
export const severityOfNumber = (level: number): number => {
  if (!Number.isFinite(level)) return INFO;
  const step = Math.min(5, Math.max(0, Math.floor(level / 10) - 1));
  const within = Math.min(3, Math.max(0, Math.ceil((level - (step + 1) * 10) / 3)));
  return (PINO_BASES[step] ?? INFO) + (level < 10 ? 0 : within);
};

/** Severity of a level of a custom Winston set, by its rank between the set's most (0) and least severe. */
export const severityOfRank = (level: string, levels: Readonly<Record<string, number>>): number => {
  const known = severityOfName(level);
  if (known !== undefined) return known;
  const ranks = Object.values(levels);
  const rank = levels[level];
  if (rank === undefined || ranks.length < 2) return INFO;
  const [most, least] = [Math.min(...ranks), Math.max(...ranks)];
  return least === most ? INFO : Math.round(17 - ((rank - most) / (least - most)) * 16);
};

/** The six usual names, for a severity without a name of its own. */
export const nameOfSeverity = (severity: number): string =>
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal'][Math.min(5, Math.max(0, Math.ceil(severity / 4) - 1))] ?? 'info';

/** The Pino level number that stands for a severity: the way back from `severityOfNumber`. */
export const numberOfSeverity = (severity: number): number => 10 * Math.min(6, Math.max(1, Math.ceil(severity / 4)));

/**
 * The level of a set that means what `name` means, for a name of another world: `critical` is npm's `error`, syslog's
 * `crit` and Pino's `fatal`. A name that nobody knows gives `undefined`.
 */
export const levelInSet = (name: string, levels: Readonly<Record<string, number>>): string | undefined => {
  if (Object.hasOwn(levels, name)) return name;
  const severity = severityOfName(name);
  if (severity === undefined) return undefined;
  const distance = (level: string): number => Math.abs(severityOfRank(level, levels) - severity);
  return Object.keys(levels).reduce<string | undefined>(
    (best, level) => (best === undefined || distance(level) < distance(best) ? level : best),
    undefined,
  );
};
