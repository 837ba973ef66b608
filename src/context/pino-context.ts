import { getContext } from './scope.js';

/** Pino's `MixinFn`, for a logger of any custom levels. */
export type PinoMixin<Logger = unknown> = (mergeObject: object, level: number, logger: Logger) => object;

/**
 * For Pino's `mixin`, which Pino and its children call inside the logging call: the running request's values, with those of
 * `own` (a mixin that was there before) over them. Pino puts the fields of the call itself over both.
 *
 * The object is new each time: Pino writes into it. `level`, `time` and `msg` belong to the record itself and are left out.
 */
export const pinoContext =
  <Logger>(own?: PinoMixin<Logger>): PinoMixin =>
  (mergeObject, level, logger) => {
    const { level: _level, time: _time, msg: _message, ...values } = getContext();
    return own === undefined ? values : Object.assign(values, own(mergeObject, level, logger as Logger));
  };
