import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What readers of the documents would be misled by: links to nothing, commands of files or targets that do not exist. */
const ROOT = path.resolve(import.meta.dirname, '../..');

const markdownIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));

const DOCUMENTS = [
  ...['.', 'docs', 'docs/guides', 'docs/security', 'docs/decisions'].flatMap(markdownIn),
  'sdk/typescript/README.md',
  'cli/README.md',
].filter((file) => existsSync(path.join(ROOT, file)));

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchor that GitHub and others give a heading. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string) =>
  [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, title = '']) => anchorOf(title));

function brokenLinks(file: string): string[] {
  return [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [to = '', anchor] = target.split('#');
    const found = to === '' ? file : path.join(path.dirname(file), to);
    if (!existsSync(path.join(ROOT, found))) return [`${file}: ${target}`];
    if (anchor === undefined || !found.endsWith('.md')) return [];
    return anchorsOf(read(found)).includes(anchor) ? [] : [`${file}: ${target}`];
  });
}

/** The test runner takes the beginning of a path. */
const isTestFilter = (word: string) => {
  const { dir, base } = path.parse(path.join(ROOT, word));
  return existsSync(dir) && readdirSync(dir).some((name) => name.startsWith(base));
};

describe('documents', () => {
  it('link to files and headings that exist', () => {
    expect(DOCUMENTS.flatMap(brokenLinks)).toEqual([]);
  });

  it('name test files that exist', () => {
    const missing = DOCUMENTS.flatMap((file) =>
      [...read(file).matchAll(/npx vitest run ([^`\n|…]+)/g)].flatMap(([, given = '']) =>
        given
          .split('#')[0]
          ?.trim()
          .split(/\s+/)
          .filter((word) => word.includes('/') && !isTestFilter(word))
          .map((word) => `${file}: ${word}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('name make targets that exist', () => {
    const targets = new Set([...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name));
    const missing = DOCUMENTS.flatMap((file) =>
      [...read(file).matchAll(/(?:^ {4}|`)(?:[A-Z_]+=\S+ )*make ([a-z-]+)(?=[` ]*$|`| [A-Z#])/gm)]
        .filter(([, name]) => !targets.has(name))
        .map(([, name]) => `${file}: make ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('list every decision in their index', () => {
    const index = read('docs/decisions/README.md');
    const unlisted = markdownIn('docs/decisions')
      .map((file) => path.basename(file))
      .filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
    expect(unlisted).toEqual([]);
  });
});
