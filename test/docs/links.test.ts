import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Page, pages, repository } from './pages.js';

const withoutCode = (text: string): string => text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '');

const LINK = /\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/gm;

const relativeLinks = ({ text }: Page): readonly string[] =>
  [...withoutCode(text).matchAll(LINK)].map((match) => match[1] ?? match[2] ?? '').filter((link) => !/^[a-z]+:/.test(link));

/** As the usual renderers make them: lower case, punctuation gone, spaces to hyphens, a number on repeats. */
const anchorsOf = (text: string): readonly string[] => {
  const seen = new Map<string, number>();
  return [...text.replace(/^( *)```[\s\S]*?^\1```/gm, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = '']) => {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const repeats = seen.get(slug) ?? 0;
    seen.set(slug, repeats + 1);
    return repeats === 0 ? slug : `${slug}-${repeats}`;
  });
};

const isDead = (page: Page, link: string): boolean => {
  const [target = '', anchor] = link.split('#', 2);
  const path = target === '' ? join(repository, page.path) : join(repository, dirname(page.path), decodeURIComponent(target));
  if (!existsSync(path)) return true;
  return anchor !== undefined && path.endsWith('.md') && !anchorsOf(readFileSync(path, 'utf8')).includes(anchor);
};

test.for(pages())('no relative link of $path is dead', (page) => {
  expect(relativeLinks(page).filter((link) => isDead(page, link))).toEqual([]);
});

test('a dead link is seen', () => {
  const page: Page = { path: 'docs/x.md', text: '[a](gone.md) [b](../LICENSE) [c](#gone) [d](https://a.example/) `[e](gone)`' };
  expect(relativeLinks(page).filter((link) => isDead({ ...page, path: 'CHANGELOG.md' }, link))).toEqual(['gone.md', '../LICENSE', '#gone']);
});

test.each([
  ['## What can be lost, and when?', 'what-can-be-lost-and-when'],
  ['### `maxBufferBytes`', 'maxbufferbytes'],
  ['# A [link](x.md) here', 'a-link-here'],
])('%s has the anchor %s', (heading, anchor) => {
  expect(anchorsOf(heading)).toEqual([anchor]);
});
