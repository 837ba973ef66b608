import { existsSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ConfigurationError } from '../core/errors.js';

/** A function by its address, for options that cross into a worker. `module`: a package, a path from the working directory, or a file URL. */
export type ModuleRef = { readonly module: string; readonly name: string };

/** Each option knows what it calls its function with. */
export type LoadedFunction = (...given: never[]) => unknown;

/** Imports the function that `ref` names. Rejects with a `ConfigurationError` that says where it looked. */
export const loadFunction = async (ref: ModuleRef, option: string): Promise<LoadedFunction> => {
  const address = addressOf(ref.module);
  const exports = await importFrom(address, ref, option);
  const found = exportOf(exports, ref.name) ?? exportOf(exports['default'], ref.name);
  if (typeof found === 'function') return found as LoadedFunction;
  const problem = found === undefined ? 'has no such export' : `exports a ${typeof found} under that name`;
  throw wrongRef(ref, option, { problem: `${address} ${problem}. It exports: ${Object.keys(exports).join(', ') || 'nothing'}` });
};

export const isModuleRef = (value: unknown): value is ModuleRef => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { module, name } = value as Partial<ModuleRef>;
  return typeof module === 'string' && typeof name === 'string';
};

/** The options that may be given as `{ module, name }`. */
const FUNCTION_OPTIONS: readonly string[] = ['aggregatorKey', 'requestHeaders', 'encryptionKey'];

/** For doors that open synchronously, and so cannot import: throws if an option is a module reference. */
export const refuseModuleRefs = (options: object): void => {
  for (const [option, ref] of moduleRefs(options)) {
    throw wrongRef(ref, option, { problem: 'this transport runs in your own thread. Import the function and give it directly' });
  }
};

/** For a door whose engine opens in a worker, where nobody could catch it: throws if the file of a module reference is not there. */
export const checkModuleRefs = (options: object): void => {
  for (const [option, ref] of moduleRefs(options)) {
    const address = addressOf(ref.module);
    const isMissing = address.startsWith('file:') ? !existsSync(fileURLToPath(address)) : !isBuiltin(address);
    if (isMissing) throw wrongRef(ref, option, { problem: `there is no ${address}. ${pathsAdvice()}` });
  }
};

/** The options with each module reference replaced by the function it names. */
export const loadFunctions = async <Options extends object>(options: Options): Promise<Options> => {
  const loaded = new Map(
    await Promise.all(moduleRefs(options).map(async ([option, ref]) => [ref, await loadFunction(ref, option)] as const)),
  );
  return replaced(options, (ref) => loaded.get(ref)) as Options;
};

/** The options with each module reference replaced by what `replacement` has for it; those that hold none are the same objects. */
export const replaceModuleRefs = <Options extends object>(options: Options, replacement: () => unknown): Options => {
  const refs = new Set(moduleRefs(options).map(([, ref]) => ref));
  return replaced(options, (ref) => (refs.has(ref) ? replacement() : undefined)) as Options;
};

const moduleRefs = (options: object): readonly (readonly [option: string, ref: ModuleRef])[] =>
  Object.entries(options ?? {}).flatMap(([option, value]) => {
    if (FUNCTION_OPTIONS.includes(option)) return isModuleRef(value) ? [[option, value] as const] : [];
    return option === DEEP_OPTION ? refsWithin(value, option, DEEPEST) : [];
  });

/** Masks, checks and keys stand anywhere below it. */
const DEEP_OPTION = 'security';
const DEEPEST = 6;

const refsWithin = (value: unknown, option: string, depth: number): readonly (readonly [option: string, ref: ModuleRef])[] => {
  if (isModuleRef(value)) return [[option, value]];
  if (!isHolder(value) || depth === 0) return [];
  return Object.entries(value).flatMap(([key, part]) => refsWithin(part, `${option}.${key}`, depth - 1));
};

/** Lists and plain objects; not patterns, bytes or keys. */
const isHolder = (value: unknown): value is object =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const replaced = (value: unknown, replacement: (ref: ModuleRef) => unknown, depth = DEEPEST + 1): unknown => {
  if (isModuleRef(value)) return replacement(value) ?? value;
  if (!isHolder(value) || depth === 0) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, replaced(part, replacement, depth - 1)] as const);
  if (parts.every(([key, part]) => part === (value as Readonly<Record<string, unknown>>)[key])) return value;
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
};

/** A package is looked up from the working directory first, as the app would find it, then from here. */
const addressOf = (module: string): string => {
  if (module.startsWith('file:')) return module;
  if (module.startsWith('.') || isAbsolute(module)) return pathToFileURL(resolve(module)).href;
  try {
    const found = createRequire(join(process.cwd(), 'package.json')).resolve(module);
    return isAbsolute(found) ? pathToFileURL(found).href : found;
  } catch {
    return module;
  }
};

const pathsAdvice = (): string => `A path starts with "./" or "/", and is relative to ${process.cwd()}`;

type Exports = Readonly<Record<string, unknown>>;

const importFrom = async (address: string, ref: ModuleRef, option: string): Promise<Exports> => {
  try {
    return (await import(address)) as Exports;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const problem = `importing ${address} failed: ${reason}. ${pathsAdvice()}`;
    throw wrongRef(ref, option, { problem, cause });
  }
};

const exportOf = (exports: unknown, name: string): unknown =>
  typeof exports === 'object' && exports !== null && Object.hasOwn(exports, name) ? (exports as Exports)[name] : undefined;

type Failure = { readonly problem: string; readonly cause?: unknown };

const wrongRef = (ref: ModuleRef, option: string, { problem, cause }: Failure): ConfigurationError =>
  new ConfigurationError(`option \`${option}\`: ${JSON.stringify(ref)} cannot be used: ${problem}.`, { cause });
