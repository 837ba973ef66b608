/**
 * Wraps a user's callback so that nothing it does can reach the caller: what it throws, and what a promise it returns rejects with,
 * ends here. Absent callbacks become one that does nothing.
 */
export const safely = <Value>(callback: ((value: Value) => unknown) | undefined): ((value: Value) => void) => {
  if (callback === undefined) return () => {};
  return (value) => {
    try {
      const result = callback(value);
      if (result instanceof Promise) result.catch(() => {});
    } catch {
      // The app's own trouble in its own callback; a logging call must not become the place where it shows.
    }
  };
};
