import type { Range } from './ranges.js';
import type { DoneRange, Sending } from './side-entry.js';
import type { SideFile } from './side-file.js';

/** Which lines went out by the word of which file, and are not done: a handful a group, for a lane has one chunk out at a time. */
export type Outstanding = {
  /** A newer word on these lines. Answers the files whose word it takes the place of. */
  replace(chunk: Sending, file: SideFile): readonly SideFile[];
  /** The lines are done. Answers the files of which nothing more is out. */
  end(range: DoneRange): readonly SideFile[];
};

export const createOutstanding = (): Outstanding => {
  const byGroup = new Map<number, readonly Sent[]>();

  const end = (range: DoneRange): readonly SideFile[] => {
    const sent = byGroup.get(range.group);
    if (sent === undefined) return [];
    const over = sent.filter(({ chunk }) => doOverlap(chunk, range));
    for (const { chunk, file } of over) file.sent.delete(chunk);
    put(
      range.group,
      sent.filter((each) => !over.includes(each)),
    );
    return over.map(({ file }) => file);
  };
  const put = (group: number, sent: readonly Sent[]): void => {
    if (sent.length === 0) byGroup.delete(group);
    else byGroup.set(group, sent);
  };
  return {
    replace: (chunk, file) => {
      const replaced = end(chunk);
      file.sent.add(chunk);
      put(chunk.group, [...(byGroup.get(chunk.group) ?? []), { chunk, file }]);
      return replaced;
    },
    end,
  };
};

type Sent = { readonly chunk: Sending; readonly file: SideFile };

export const doOverlap = (one: Range, other: Range): boolean => one.from < other.to && other.from < one.to;
