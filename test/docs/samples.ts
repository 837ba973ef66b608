import { join } from 'node:path';
import type { FencedBlock } from './pages.js';

/**
 * A sample of the documentation, as two files: `checked` holds what the page shows and is type-checked, `run` the same as
 * plain JavaScript. Words after the fence's language:
 * `no-run`: it cannot run here, and is only type-checked;
 * `file=NAME`: a module that other samples of the page load, not started by itself.
 */
export type Sample = {
  readonly title: string;
  readonly checked: string;
  readonly run: string;
  readonly code: string;
  readonly started: boolean;
};

export const sampleOf = ({ page, line, info: [language = '', ...words], code }: FencedBlock): Sample | undefined => {
  const endings = endingsOf(language, code);
  if (endings === undefined) return undefined;
  const folder = page.replaceAll(/[^A-Za-z0-9]+/g, '-');
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  const stem = file?.replace(/\.[a-z]+$/, '') ?? `line-${line}`;
  return {
    title: `${page}:${line}`,
    checked: join(folder, `${stem}${endings.checked}`),
    run: join(folder, file ?? `${stem}${endings.run}`),
    code,
    started: file === undefined && !words.includes('no-run'),
  };
};

const endingsOf = (language: string, code: string): { readonly checked: string; readonly run: string } | undefined => {
  if (language === 'ts' || language === 'typescript') return { checked: '.ts', run: '.mjs' };
  if (language !== 'js' && language !== 'javascript') return undefined;
  return isCommonJs(code) ? { checked: '.cjs', run: '.cjs' } : { checked: '.js', run: '.mjs' };
};

const isCommonJs = (code: string): boolean => /\brequire\(/.test(code) && !/^import /m.test(code);
