import { peekField, UNSURE } from './peek-field.js';

export type Fields = Readonly<Record<string, unknown>>;

/** Names under which loggers write what a record has by itself. They are no fields. */
export const RESERVED: ReadonlySet<string> = new Set(['level', 'time', 'timestamp', 'msg', 'message', 'logger', 'name', 'label']);

/**
 * The fields of a line, looking and feeling like the frozen object that a parse would give. The first few fields that are read
 * are peeked from the text, which costs a fifth of a parse (Node 20.20, a 300-byte line); whoever wants more, or looks at the
 * object as a whole, gets the parsed one.
 */
export const lazyFields = (line: string, parse: () => Fields): Fields => new Proxy({}, new FieldsTrap(line, parse));

const MOST_PEEKS = 4;

/** A class, against the rule of the house: one is made for each record, and traps on a prototype cost nothing to make. */
class FieldsTrap implements ProxyHandler<Record<string, unknown>> {
  readonly #line: string;
  readonly #parse: () => Fields;
  #peeks = 0;

  constructor(line: string, parse: () => Fields) {
    this.#line = line;
    this.#parse = parse;
  }

  get(target: Record<string, unknown>, name: string | symbol): unknown {
    if (typeof name === 'string' && this.#peeks < MOST_PEEKS) {
      this.#peeks += 1;
      const value = RESERVED.has(name) ? undefined : peekField(this.#line, name);
      if (value !== UNSURE && value !== undefined) return value;
      if (value === undefined) return Reflect.get(target, name);
    }
    return Reflect.get(this.#whole(target), name);
  }

  has(target: Record<string, unknown>, name: string | symbol): boolean {
    return Reflect.has(this.#whole(target), name);
  }

  ownKeys(target: Record<string, unknown>): (string | symbol)[] {
    return Reflect.ownKeys(this.#whole(target));
  }

  getOwnPropertyDescriptor(target: Record<string, unknown>, name: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#whole(target), name);
  }

  isExtensible(target: Record<string, unknown>): boolean {
    return Reflect.isExtensible(this.#whole(target));
  }

  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  preventExtensions(target: Record<string, unknown>): boolean {
    return Reflect.preventExtensions(this.#whole(target));
  }

  /** The proxy's own target becomes the parsed object: a proxy may only claim to be frozen where its target is. */
  #whole(target: Record<string, unknown>): Record<string, unknown> {
    if (this.#peeks === WHOLE) return target;
    this.#peeks = WHOLE;
    return Object.freeze(Object.defineProperties(target, Object.getOwnPropertyDescriptors(this.#parse())));
  }
}

const WHOLE = Number.POSITIVE_INFINITY;
