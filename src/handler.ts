import type { Engine } from './core/engine.js';
import type { BufferingAsyncHandler } from './core/handler.js';
import type { EngineSetting } from './engine-setting.js';
import { loadFunctions, refuseModuleRefs } from './grouping/load-function.js';
import { build } from './hallway.js';
import type { HandlerOptions } from './handler-options.js';
import { resolveOptions } from './options.js';

export type { Engine } from './core/engine.js';
export type { EngineSetting } from './engine-setting.js';

/**
 * Makes a buffering async handler for direct use, without a logger.
 * @throws ConfigurationError when an option is wrong; nothing throws after that.
 */
export const createHandler = <Context, Key>(options: HandlerOptions<Context, Key>): BufferingAsyncHandler => createEngine(options).handler;

/** Makes an engine at once. Functions must be given as functions here, for a module cannot be loaded synchronously. */
export const createEngine = <Context, Key>(options: HandlerOptions<Context, Key>, setting: EngineSetting = {}): Engine => {
  refuseModuleRefs(options);
  return build(resolveOptions(options), setting);
};

/** Makes an engine after loading the functions that are given as `{ module, name }`. */
export const openEngine = async <Context, Key>(options: HandlerOptions<Context, Key>, setting: EngineSetting = {}): Promise<Engine> =>
  build(resolveOptions(await loadFunctions(options)), setting);
