import type { BuiltInKind, Detector, Finding, Kind, Sight } from '../../../src/security/scan/finding.js';

type Conditions = { readonly isCut?: boolean; readonly isStrict?: boolean; readonly unwanted?: readonly BuiltInKind[] };

/** A detector that sees what all of these see, and only notes this kind. */
export const only =
  (kind: BuiltInKind, ...finds: readonly Detector[]): Detector =>
  (sight) => {
    const note: Sight['note'] = (...noted) => {
      if (noted[0] === kind) sight.note(...noted);
    };
    for (const find of finds) find({ ...sight, note });
  };

/** What the detector notes about the text, in the order of their places. A note that could not be masked fails the test. */
export const findingsBy = (
  find: Detector,
  text: string,
  { isCut = false, isStrict = false, unwanted = [] }: Conditions = {},
): readonly Finding[] => {
  const findings: Finding[] = [];
  const note = (...[kind, start, end, shown = 0]: [Kind, number, number, number?]) => {
    if (start < 0 || end <= start || end > text.length || shown > end - start)
      throw new Error(`${kind} at ${start} to ${end}, shown ${shown}`);
    findings.push({ kind, start, end, shown });
  };
  find({ text, isCut, isStrict, wants: (kind) => !unwanted.includes(kind), note });
  return findings.sort((a, b) => a.start - b.start);
};

/** The text with what the detector found in it replaced by what may be shown of it and `***`. */
export const maskedBy = (find: Detector, text: string, conditions: Conditions = {}): string => {
  const findings = findingsBy(find, text, conditions);
  const pieces = findings.map(
    ({ start, shown }, index) => `${text.slice(findings[index - 1]?.end ?? 0, start)}${text.slice(start, start + shown)}***`,
  );
  return `${pieces.join('')}${text.slice(findings.at(-1)?.end ?? 0)}`;
};

/** Milliseconds of processor time that the detector needs for the text once it has been compiled: the less of two rounds. */
/** What is linear takes some milliseconds for 36 KiB (the bench measures them), what is not takes seconds: between lies room for any machine. */
export const TOO_LONG_MS = 400;

export const cpuMsOf = (find: Detector, text: string): number =>
  Math.min(
    ...Array.from({ length: 2 }, () => {
      const start = process.cpuUsage();
      findingsBy(find, text, { isCut: true, isStrict: true });
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
