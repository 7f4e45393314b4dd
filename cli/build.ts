/**
 * Builds the published package into dist/: the commands by tsc, file for file (they are loaded one at a time, so one
 * bundle would start slower), and what they take from the service (the policy checks, the migrations) as bundles,
 * since the service itself is not published. Types are checked by `tsc -p cli`; here only emitted.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { manifestText } from './src/manifest.ts';

const here = fileURLToPath(new URL('./', import.meta.url));
/** Where to; a test names another folder. */
const out = resolve(process.argv[2] ?? `${here}dist`);
const migrationsFolder = fileURLToPath(new URL('../api/src/kernel/db/migrations/', import.meta.url));
const { dependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));
const external = Object.keys(dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]);

rmSync(out, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', `${here}tsconfig.build.json`, '--outDir', out], {
  stdio: 'inherit',
});

/** The migrations by name instead of by folder: there is no folder to read in a bundle. */
const listedMigrations = {
  name: 'listed-migrations',
  load(id: string) {
    if (id !== `${migrationsFolder}index.ts`) return null;
    const names = readdirSync(migrationsFolder)
      .flatMap((file) => /^(\d{4}_[a-z0-9_]+)\.ts$/.exec(file)?.[1] ?? [])
      .sort();
    const imports = names.map(
      (name, index) => `import * as m${index} from ${JSON.stringify(`${migrationsFolder}${name}.ts`)};`,
    );
    const list = names.map(
      (name, index) => `{ name: ${JSON.stringify(name)}, up: m${index}.up, down: m${index}.down }`,
    );
    return {
      code: `${imports.join('\n')}\nexport const migrations = async () => [${list.join(', ')}];`,
      moduleType: 'js' as const,
    };
  },
};

for (const entry of ['policies', 'database']) {
  const bundle = await rolldown({
    input: `${here}src/server/${entry}.ts`,
    platform: 'node',
    // What the bundle shares with the commands stays one module: errors are told apart by it.
    external: (id) =>
      id.includes('/base/errors') ||
      external.some((one) => (typeof one === 'string' ? one === id : one.test(id))),
    plugins: [listedMigrations],
    resolve: { conditionNames: ['kiwimesh-source', 'node', 'import', 'default'] },
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  const code = output[0].code.replaceAll(/(["'])[^"']*\/base\/errors\.ts\1/g, '"../base/errors.js"');
  writeFileSync(join(out, 'server', `${entry}.js`), code);
  await bundle.close();
}
if (process.argv[2] === undefined) writeFileSync(`${here}oclif.manifest.json`, await manifestText());
