import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What `npm pack` puts into the packages that others install. */
const ROOT = path.resolve(import.meta.dirname, '../..');

interface Package {
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly main?: string;
  readonly types?: string;
  readonly customElements?: string;
}

/** Every file that a user of the package can reach. The condition of this repository leads to sources. */
function targets({ exports, bin, main, types, customElements }: Package): string[] {
  const exported = Object.values(exports).flatMap((target) =>
    typeof target === 'string'
      ? [target]
      : Object.entries(target).flatMap(([condition, file]) =>
          condition === 'kiwimesh-source' ? [] : [file],
        ),
  );
  return [...exported, ...Object.values(bin ?? {}), main, types, customElements]
    .filter((file) => file !== undefined)
    .map((file) => path.normalize(file));
}

describe.each(['sdk/typescript', 'widgets', 'cli'])('the package in %s', (folder) => {
  const home = path.join(ROOT, folder);
  const manifest: Package = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));

  it('is built when it is packed: dist/ may be of last week, or not there', () => {
    expect(manifest.scripts.prepack).toContain('npm run build');
  });

  it('holds what it leads to', () => {
    const held = (file: string) =>
      file === 'package.json' || manifest.files.some((one) => file === one || file.startsWith(`${one}/`));
    expect(targets(manifest).filter((file) => !held(file))).toEqual([]);
  });

  it('has a README that says how it is used and leads to nothing outside', () => {
    const file = path.join(home, 'README.md');
    expect(existsSync(file)).toBe(true);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^# @kiwimesh\/(sdk|widgets|cli)\n/);
    expect(text).toContain('```');
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^(https?:|#)/.test(link) && link.startsWith('..'))).toEqual([]);
  });
});
