/** What a JSON object in base64 begins with: `{`, and a quote, a digit's or letter's quote, a blank, a line break or a tab. */
export const OBJECT_HEADS: readonly string[] = ['ey', 'ew'];

const THIRD_CHARS: readonly string[] = ['JIA', 'o0k'];

/** Whether base64 that starts with one of the heads at `at` can be an object: `{"`, `{ `, `{` with a line break or a tab. */
export const isObjectHead = (text: string, at: number): boolean => {
  const third = text.charAt(at + 2);
  return third !== '' && OBJECT_HEADS.some((head, index) => text.startsWith(head, at) && THIRD_CHARS[index]?.includes(third));
};
