/**
 * A text as a reader, a browser or a parser would see it, and the way back: each piece that stands for something else is an edit, kept as four
 * numbers (where it begins and ends in the view, where in the text). Between two edits both run side by side, so a view of a long text with few
 * edits costs little.
 *
 *     text  p a s s % 7 7 o r d = x         edit: view 4..5, text 4..7
 *     view  p a s s w     o r d = x
 */
export type View = {
  readonly text: string;
  readonly edits: readonly number[];
  /** The view that this is a view of; `undefined` where it is one of the text itself. */
  readonly base: View | undefined;
};

export type ViewDraft = { readonly source: string; readonly edits: number[]; out: string; keptTo: number };

export const startView = (source: string): ViewDraft => ({ source, edits: [], out: '', keptTo: 0 });

/** `source` from `start` to `end` reads `plain`. Edits come in order and do not overlap. */
export const edit = (
  draft: ViewDraft,
  { start, end, plain }: { readonly start: number; readonly end: number; readonly plain: string },
): void => {
  if (plain === '' && start === draft.keptTo && isBehindGap(draft)) {
    draft.edits[draft.edits.length - 1] = end;
    draft.keptTo = end;
    return;
  }
  if (start > draft.keptTo) draft.out += draft.source.slice(draft.keptTo, start);
  if (plain.length !== end - start) draft.edits.push(draft.out.length, draft.out.length + plain.length, start, end);
  draft.out += plain;
  draft.keptTo = end;
};

/** Whether what was edited last, and directly before, reads as nothing: one gap says the same as two. */
const isBehindGap = ({ edits, out, keptTo }: ViewDraft): boolean =>
  edits.length > 0 && edits.at(-1) === keptTo && edits.at(-4) === out.length && edits.at(-3) === out.length;

/** `undefined` where there was nothing to edit. */
export const finishView = (draft: ViewDraft, base: View | undefined): View | undefined =>
  draft.keptTo === 0 ? undefined : { text: draft.out + draft.source.slice(draft.keptTo), edits: draft.edits, base };

/** Where in the text the piece of the view begins. What is written in several characters counts as a whole. */
export const startInText = (view: View | undefined, at: number): number =>
  view === undefined ? at : startInText(view.base, sourceOf(view, at, true));

/** Where in the text the piece of the view that ends at `end` ends. */
export const endInText = (view: View | undefined, end: number): number =>
  view === undefined ? end : endInText(view.base, sourceOf(view, end - 1, false));

const sourceOf = ({ edits }: View, at: number, isStart: boolean): number => {
  const last = lastEditTo(edits, at);
  if (last < 0) return isStart ? at : at + 1;
  const viewEnd = edits[last + 1] ?? 0;
  const end = edits[last + 3] ?? 0;
  if (at >= viewEnd) return end + at - viewEnd + (isStart ? 0 : 1);
  return isStart ? (edits[last + 2] ?? 0) : end;
};

const FIELDS = 4;

/** Index of the last edit that begins at `at` or before it in the view, by halving; below zero where there is none. */
const lastEditTo = (edits: readonly number[], at: number): number => {
  let low = 0;
  let high = edits.length / FIELDS;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle * FIELDS] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (low - 1) * FIELDS;
};
