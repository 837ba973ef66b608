import type { SecurityStats } from '../../core/handler.js';
import type { Trace } from '../masks/traces.js';
import type { Kind } from '../scan/finding.js';

/** Where something is that would be masked, in UTF-16 code units; `end` is the first unit behind it. Never the text itself. */
export type Explanation = { readonly kind: Kind; readonly start: number; readonly end: number };

/** Masks secrets and personal data, and makes visible what could forge a line. Nothing here throws. */
export type Wash = {
  /** A washed plain copy of any value. Never touches the value itself. */
  record(value: unknown): unknown;
  /** The same for a line of JSON: a clean one comes back as it is. A text that is no JSON is washed as a text. */
  line(json: string): string;
  /** A name and value fit for an HTTP header; `null` where that cannot be. Nothing is masked: what goes into a header is meant to. */
  header(name: string, value: unknown): readonly [name: string, value: string] | null;
  /** What would be masked in a text, and where. */
  explain(text: string): readonly Explanation[];
  /** Erasure: what to search stored logs for, given a subject's e-mail address, phone number, id, ... */
  traces(subject: string, kind?: Kind): readonly Trace[];
  stats(): SecurityStats;
};
