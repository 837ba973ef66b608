import { type ContextValues, getContext } from './scope.js';

/**
 * For Winston's `defaultMeta`. Winston copies `defaultMeta` inside the logging call (`Object.assign` in `logger.log`,
 * `logger.info` and in those of a child), and this object answers that copy with `defaults` and the running request's values.
 * A format or a transport is too late: they may run inside another request.
 *
 * A copy asks for the names first, so the target is brought up to date there, and descriptors need no trap: a copy through a
 * proxy costs half a microsecond a value as it is (Node 20.20).
 *
 * `level` and `message` belong to the record itself and are left out. As with any `defaultMeta`, a value wins over a field of
 * the same name in `logger.info(object)`, and a field wins in `logger.info(message, meta)`.
 */
export const winstonContext = (defaults: ContextValues = {}): Record<string, unknown> => {
  const own = { ...defaults };
  const meta: Record<string, unknown> = Object.create(null);
  let metaContext: ContextValues | undefined;
  const current = (): Record<string, unknown> => {
    const context = getContext();
    if (context !== metaContext) refill(meta, own, context);
    metaContext = context;
    return meta;
  };
  return new Proxy(meta, {
    ownKeys: () => Reflect.ownKeys(current()),
    get: (_, name) => Reflect.get(current(), name),
    has: (_, name) => Reflect.has(current(), name),
    set: (_, name, value) => {
      metaContext = undefined;
      return Reflect.set(own, name, value);
    },
  });
};

/** Names that belong to the record, and the one that would change its prototype. */
const NOT_META = ['level', 'message', '__proto__'];

const refill = (meta: Record<string, unknown>, defaults: ContextValues, context: ContextValues): void => {
  for (const name of Reflect.ownKeys(meta)) Reflect.deleteProperty(meta, name);
  Object.assign(meta, defaults, context);
  for (const name of NOT_META) delete meta[name];
};
