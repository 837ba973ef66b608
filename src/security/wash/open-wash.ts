import type { LineFacts } from '../../core/line.js';
import { createEncoder } from '../encode.js';
import { safeHeader } from '../headers.js';
import { createTraces } from '../masks/traces.js';
import type { Limits, WashSettings } from '../options.js';
import { createRemembered } from '../remembered.js';
import { viewsOf } from '../scan/views.js';
import { createCopy } from './copy-record.js';
import { createFactsWash } from './facts-wash.js';
import { fitCopy } from './fit-copy.js';
import { createHearRules } from './hear-rules.js';
import { createJudgeKey } from './judge-key.js';
import { LONGEST_KEY } from './key-verdict.js';
import { createLeafWash } from './leaf-of.js';
import type { LeafWash } from './leaf-wash.js';
import { createLineScan } from './line-scan.js';
import { createLineWash } from './line-wash.js';
import { createLongNumbers } from './long-numbers.js';
import { openTexts } from './open-texts.js';
import { compilePaths } from './path-rules.js';
import { createRewrite, parsed } from './rewrite-line.js';
import { tagCopy, tagLine } from './tags.js';
import type { Wash } from './wash.js';
import { washStats } from './wash-stats.js';
import { withheld } from './withheld.js';

export type WashDeps = {
  readonly limits: Limits;
  /** Hears, once for each record and reason, of what is not as it came in: `truncated`, `unreadable`, `unsafe-key`, `withheld`. */
  readonly onMended?: (reason: string) => void;
};

export type OpenWash = Wash & {
  /** What is known of a record beside its line. */
  facts(facts: LineFacts): LineFacts;
  /** A record as a washed line: the text of a JSON object, without a newline. */
  encode(fields: unknown): string;
  /** The rule that rejects what was washed last. */
  rejectedBy(): string | undefined;
};

export const openWash = (settings: WashSettings, { limits, onMended = () => {} }: WashDeps): OpenWash => {
  const isOff = settings.preset === 'off';
  const { texts, detect, flags, suspects, rules, masks, sanitize, pseudonyms, counts, kinds, hasMarkup, classify } = openTexts(settings);
  const paths = compilePaths(settings.paths);
  const judgeKey = createJudgeKey({
    text: (key) => texts.text(key),
    read: (key) => viewsOf(key, flags.of(key)).at(-1)?.text ?? key,
    classify,
    wants: kinds.wants,
    multilineKeys: new Set(settings.sanitize.multilineKeys),
    lastNames: paths.lastNames,
    limits,
  });
  // What a rule says of a key is said of the record at hand.
  const book = createRemembered(judgeKey, { most: settings.cacheSize, longest: LONGEST_KEY, isNew: rules.mayHit });
  const hasRules = settings.rules.length > 0;
  const hear = createHearRules(rules, counts);
  const cut = { was: false };
  const leaf = createLeafWash({
    texts,
    book,
    masks,
    sanitize,
    typeSafe: settings.typeSafe,
    counts,
    addsCharacters: masks.areOwn || hasMarkup,
    wasCut: () => cut.was,
  });
  const numbers = createLongNumbers(leaf);
  const copyWith = (wash: LeafWash) => createCopy({ limits, wash, paths: paths.start, wasCut: () => cut.was });
  const copy = copyWith(leaf);
  const copyHidden = copyWith(numbers.wash);

  const noteMended = (reason: string): void => {
    if (reason === 'truncated') counts.truncated += 1;
    if (reason === 'withheld') counts.withheld += 1;
    onMended(reason);
  };

  const rewrite = createRewrite({
    limits,
    text: texts.text,
    write: { copy: (value) => copy(value).copy, encode: (value) => encoder.encodeDeep(value) },
    writeHidden: { copy: (value) => copyHidden(value).copy, encode: (value) => hiddenEncoder.encodeDeep(value) },
    numbers,
    cut,
  });

  const washLine = createLineWash({
    scan: createLineScan({ book, suspects, limits }),
    wash: leaf,
    longestLine: limits.recordBytes,
    longestText: Math.min(limits.stringLength, limits.messageLength),
    rewrite,
  });

  const washed = (json: string): string => {
    if (isOff) return json;
    try {
      return rules.mayHit(json) ? rewrite(json) : washLine(json);
    } catch {
      noteMended('withheld');
      return JSON.stringify(withheld(parsed(json))) + (json.endsWith('\n') ? '\n' : '');
    }
  };

  const line = (json: string): string => (hasRules ? hear.record(() => washed(json), tagLine) : washed(json));

  const encoder = createEncoder(limits, noteMended, { copy, line: washed });

  const hiddenEncoder = createEncoder(limits, noteMended, { copy: copyHidden, line: washed });

  const encode = (fields: unknown): string => (hasRules ? hear.record(() => encoder.encode(fields), tagLine) : encoder.encode(fields));

  const copyRecord = (value: unknown): unknown => {
    const { copy: whole, mended, isShort } = copy(value);
    const copied = isShort ? whole : fitCopy(whole, limits.recordBytes);
    for (const reason of copied === whole ? mended : new Set([...mended, 'truncated'])) noteMended(reason);
    return copied;
  };

  const record = (value: unknown): unknown => (hasRules ? hear.record(() => copyRecord(value), tagCopy) : copyRecord(value));

  return {
    record,
    line,
    encode,
    facts: createFactsWash((level) => hear.apart(() => texts.text(level))),
    rejectedBy: hear.rejectedBy,
    header: (name, value) => safeHeader(name, value) ?? null,
    explain: (text) => detect(text, flags.of(text), false).map(({ kind, start, end }) => ({ kind, start, end })),
    traces: createTraces(pseudonyms),
    stats: () => washStats({ counts, rules, masks, book }),
  };
};
