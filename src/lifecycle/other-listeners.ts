/**
 * Whether anybody but us handles a signal. The npm package `signal-exit`, which many tools bring along, does not count: it
 * listens only to clean up, and itself lets the signal take its course when no one else listens. It tells its listeners
 * the same way we read them here (https://github.com/tapjs/signal-exit/blob/main/src/index.ts, "count").
 */
export const hasOtherListeners = (signal: NodeJS.Signals, ours: NodeJS.SignalsListener): boolean => {
  const others = process.listeners(signal).filter((listener) => listener !== ours).length;
  return others > countOf(globalThis, Symbol.for('signal-exit emitter')) + countOf(process, '__signal_exit_emitter__');
};

const countOf = (home: object, key: PropertyKey): number => {
  const emitter: unknown = Reflect.get(home, key);
  const count: unknown = typeof emitter === 'object' && emitter !== null ? Reflect.get(emitter, 'count') : undefined;
  return typeof count === 'number' ? count : 0;
};
