import { type ContextValues, getContext } from './scope.js';

/**
 * For Winston's `defaultMeta`. Winston copies `defaultMeta` inside the logging call (`Object.assign` in `logger.log`,
 * `logger.info` and in those of a child), and this object answers that copy with `defaults` and the running request's values.
 * A format or a transport is too late: they may run inside another request.
 *
 * `level` and `message` belong to the record itself and are left out. As with any `defaultMeta`, a value wins over a field of
 * the same name in `logger.info(object)`, and a field wins in `logger.info(message, meta)`.
 */
export const winstonContext = (defaults: ContextValues = {}): Record<string, unknown> => {
  const own = { ...defaults };
  let lastContext = getContext();
  let lastMeta = metaOf(own, lastContext);
  const meta = (): Record<string, unknown> => {
    const context = getContext();
    if (context !== lastContext) [lastContext, lastMeta] = [context, metaOf(own, context)];
    return lastMeta;
  };
  return new Proxy(Object.create(null), {
    ownKeys: () => Reflect.ownKeys(meta()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(meta(), name),
    get: (_, name) => Reflect.get(meta(), name),
    has: (_, name) => Reflect.has(meta(), name),
    set: (_, name, value) => {
      lastMeta = metaOf(Object.assign(own, { [name]: value }), lastContext);
      return true;
    },
  });
};

const metaOf = (defaults: ContextValues, context: ContextValues): Record<string, unknown> => {
  const { level: _level, message: _message, ['__proto__']: _prototype, ...meta } = { ...defaults, ...context };
  return Object.assign(Object.create(null), meta);
};
