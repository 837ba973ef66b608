import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** A page of the documentation; `path` is relative to the repository. */
export type Page = { readonly path: string; readonly text: string };

export const pages = (): readonly Page[] => {
  const top = readdirSync(repository).filter((name) => name.endsWith('.md'));
  const below = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return [...top, ...below.map((name) => join('docs', name))].map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
};

export type FencedBlock = { readonly page: string; readonly line: number; readonly info: readonly string[]; readonly code: string };

const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^\1```[ \t]*$/gm;

/** The fenced blocks of a page, with the words after their opening fence and the line it stands on. */
export const fencedBlocks = ({ path, text }: Page): readonly FencedBlock[] =>
  [...text.matchAll(FENCE)].map((match) => {
    const [, indent = '', info = '', code = ''] = match;
    return {
      page: path,
      line: text.slice(0, match.index).split('\n').length,
      info: info.trim().split(/\s+/),
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
