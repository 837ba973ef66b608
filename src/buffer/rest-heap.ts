/** A binary heap of resting things, the earliest to wake on top. */
export type RestHeap<Item> = {
  push(until: number, item: Item): void;
  peek(): { readonly until: number; readonly item: Item } | undefined;
  pop(): void;
};

export const createRestHeap = <Item>(): RestHeap<Item> => {
  type Node = { readonly until: number; readonly item: Item };
  const nodes: Node[] = [];

  const push = (until: number, item: Item): void => {
    let index = nodes.length;
    nodes.push({ until, item });
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (untilOf(parent) <= untilOf(index)) return;
      swap(parent, index);
      index = parent;
    }
  };

  const pop = (): void => {
    const last = nodes.pop();
    if (last === undefined || nodes.length === 0) return;
    nodes[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const least = untilOf(left + 1) < untilOf(left) ? left + 1 : left;
      if (untilOf(least) >= untilOf(index)) return;
      swap(least, index);
      index = least;
    }
  };

  const untilOf = (index: number): number => nodes[index]?.until ?? Number.POSITIVE_INFINITY;

  const swap = (a: number, b: number): void => {
    [nodes[a], nodes[b]] = [nodes[b] as Node, nodes[a] as Node];
  };

  return { push, pop, peek: () => nodes[0] };
};
