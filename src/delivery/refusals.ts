/** Tells an endpoint that refuses everything from one that refuses something. What it counts begins anew with each delivery. */
export type Refusals = {
  /** A whole group was refused; true once three groups were, for the same reason. */
  ofGroup(group: string, reason: string): boolean;
  /** A record was refused by itself; true once three records were. */
  ofRecord(id: string): boolean;
  clear(): void;
};

export const createRefusals = (): Refusals => {
  const groups = new Set<string>();
  const records = new Set<string>();
  let lastReason = '';

  return {
    ofGroup: (group, reason) => {
      if (reason !== lastReason) groups.clear();
      lastReason = reason;
      return addUpTo(groups, group);
    },
    ofRecord: (id) => addUpTo(records, id),
    clear: () => {
      groups.clear();
      records.clear();
    },
  };
};

const addUpTo = (set: Set<string>, value: string): boolean => {
  if (set.size < NO_ACCIDENT) set.add(value);
  return set.size >= NO_ACCIDENT;
};

/** As many in a row are no accident. */
const NO_ACCIDENT = 3;
