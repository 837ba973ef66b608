/**
 * Waits, in real time, for what a real socket or process will bring about; returns the first truthy answer.
 * Where a fake clock can serve, use that.
 */
export const until = async <Answer>(
  ask: () => Answer | Promise<Answer>,
  {
    timeoutMs = 5000,
    everyMs = 5,
    what = String(ask),
  }: { readonly timeoutMs?: number; readonly everyMs?: number; readonly what?: string } = {},
): Promise<NonNullable<Answer>> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() >= deadline) throw new Error(`still not so after ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
