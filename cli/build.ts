/**
 * Builds the published package into dist/: the commands by tsc, file for file (they are loaded one at a time, so one
 * bundle would start slower), and what they take from the service (the policy checks, the migrations) as bundles,
 * since the service itself is not published. Types are checked by `tsc -p cli`; here only emitted.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { manifestText } from './src/manifest.ts';

const here = fileURLToPath(new URL('./', import.meta.url));
/** Where to; a test names another folder. */
const out = resolve(process.argv[2] ?? `${here}dist`);
const serviceSource = fileURLToPath(new URL('../api/src/', import.meta.url));
const migrationsIndex = `${serviceSource}kernel/db/migrations/index.ts`;
const { dependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));
const external = Object.keys(dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]);

rmSync(out, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', `${here}tsconfig.build.json`, '--outDir', out], {
  stdio: 'inherit',
});

/** The migrations by import instead of by folder: there is no folder to read in a bundle. */
const listedMigrations = {
  name: 'listed-migrations',
  transform(code: string, id: string) {
    if (id !== migrationsIndex) return null;
    const files = globSync('{kernel,features}/*/migrations/*.ts', { cwd: serviceSource })
      .filter((file) => /^\d{14}_[a-z0-9_]+\.ts$/.test(basename(file)))
      .sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
    const imports = files.map(
      (file, index) => `import * as m${index} from ${JSON.stringify(join(serviceSource, file))};`,
    );
    const list = files.map((file, index) => {
      const name = JSON.stringify(basename(file, '.ts'));
      return `{ name: ${name}, up: m${index}.up, down: m${index}.down }`;
    });
    const read = /export async function migrations\(\)[\s\S]*?\n\}\n/;
    if (!read.test(code)) throw new Error(`${id} no longer exports migrations()`);
    const listed = `export async function migrations() { return [${list.join(', ')}]; }\n`;
    return { code: `${imports.join('\n')}\n${code.replace(read, () => listed)}` };
  },
};

for (const entry of ['policies', 'regions', 'gateways', 'database', 'triage', 'training']) {
  const bundle = await rolldown({
    input: `${here}src/server/${entry}.ts`,
    platform: 'node',
    // What the bundle shares with the commands stays one module: its error classes must be shared.
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
/** What is read as files when a command needs it: region packs, the knowledge of triage, scenarios with what they are read against. */
const data = [
  { folder: 'regions', files: ['*.yaml'], to: 'regions' },
  { folder: 'features/triage/knowledge', files: ['**/*.{yaml,txt}', 'generated/*'], to: 'triage-data' },
  { folder: 'features/training/data', files: ['sources.yaml', 'intents/*.yaml'], to: 'training-data' },
];
for (const { folder, files, to } of data) {
  const from = join(serviceSource, folder);
  for (const file of globSync(files, { cwd: from })) {
    const copy = join(out, 'server', to, file);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(from, file), copy);
  }
}
if (process.argv[2] === undefined) writeFileSync(`${here}oclif.manifest.json`, await manifestText());
