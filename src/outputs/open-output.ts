import { createConsoleOutput } from './console-output.js';
import type { Output } from './output.js';
import { createRotatingFile, type RotatingFileOptions } from './rotating-file.js';

export type OutputTarget = RotatingFileOptions | { readonly console: 'stdout' | 'stderr' };

/** The output that a checked option describes. Nothing is opened before the first write. */
export const openOutput = (target: OutputTarget): Output =>
  'file' in target ? createRotatingFile(target) : createConsoleOutput(process[target.console]);
