/** Says in a list that `count` items are missing. `isCut`: of what was cut before it was read, nobody knows how many there were. */
export const moreItems = (count: number, isCut: boolean): string => `…${moreMembers(count, isCut)}`;

/** The key, and the value, that say in an object that `count` members are missing. */
export const MORE_KEY = '…';
export const moreMembers = (count: number, isCut: boolean): string => `${isCut ? 'at least ' : ''}${count} more`;

/** Whether `value` is one of these: what is copied again keeps the marks of the first time, and loses nothing more for them. */
export const saysMore = (value: unknown): boolean => typeof value === 'string' && MORE.test(value);

/** No more digits than the length of a list can have: a card's number is no count. */
const MORE = /^\u2026?(?:at least )?\d{1,10} more$/;

/**
 * How many of the last members say something of a record that was washed before, and are none of its own: they neither count nor are lost when it is
 * washed again. Only asked where there are more than `most` keys.
 */
export const countNotes = (keys: readonly string[], most: number, read: (key: string) => unknown): number => {
  if (keys.length <= most) return 0;
  let count = 0;
  while (count < MOST_NOTES && isNote(keys[keys.length - 1 - count] ?? '', read)) count += 1;
  return count;
};

const MOST_NOTES = 4;

const isNote = (key: string, read: (key: string) => unknown): boolean => {
  switch (key) {
    case 'truncated':
      return read(key) === true;
    case 'originalBytes':
      return typeof read(key) === 'number';
    case 'securityTags':
      return Array.isArray(read(key));
    default:
      return key.startsWith(MORE_KEY) && saysMore(read(key));
  }
};
