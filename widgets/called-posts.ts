import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const SDK = join(import.meta.dirname, '..', 'sdk', 'typescript', 'src');
const LISTS = /\/sdk\/typescript\/src\/generated\/posts\.ts$/;

/**
 * Leaves paths that neither the elements nor the SDK itself name out of the SDK's lists of POSTs: pages load these lists before a
 * person can sign in, and they grow with every part of the contract. Paths are typed by the contract, so a call names its
 * path as a literal.
 */
export function onlyCalledPosts(): Plugin {
  let called: Promise<ReadonlySet<string>> | undefined;
  return {
    name: 'kiwimesh-only-called-posts',
    enforce: 'pre',
    async transform(code, id) {
      if (!LISTS.test(id.replaceAll('\\', '/'))) return null;
      called ??= calledPaths();
      const paths = await called;
      const kept = code.replace(/^ +'(\/v1\/[^']+)',\n/gm, (line, path: string) =>
        paths.has(path) ? line : '',
      );
      return { code: kept, map: null };
    },
  };
}

async function calledPaths(): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  const folders = ['src', 'account', 'console'].map((name) => join(import.meta.dirname, name));
  for (const folder of [...folders, SDK]) {
    for await (const file of glob('**/*.ts', { cwd: folder })) {
      if (file.endsWith('.test.ts') || /(?:^|[\\/])generated[\\/]/.test(file)) continue;
      for (const [, path = ''] of (await readFile(join(folder, file), 'utf8')).matchAll(/'(\/v1\/[^']+)'/g)) {
        paths.add(path);
      }
    }
  }
  return paths;
}
