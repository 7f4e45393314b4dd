import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

const TEST = /(\.test(-d)?\.ts|(^|\/)testing\.ts)$/;
const FACE = /from '(?:\.\.\/)+([a-z-]+)\/index\.ts'/g;
const MIGRATION = /^\d{14}_[a-z0-9_]+\.ts$/;
/** Source files of one folder, tests and migrations not counted. More become sub-folders with a name that says why. */
const MAX_FILES_PER_FOLDER = 12;

/**
 * What is wrong with the shape of the features below `root` (the folder `api/src`), a line each.
 * @param composed names of the modules in the order in which app.ts adds them, features and others.
 */
export function shapeBreaches(root: string, composed: readonly string[]): readonly string[] {
  const files = globSync('{features,kernel}/*/**/*.ts', { cwd: root }).map((file) =>
    file.split(sep).join('/'),
  );
  const features = [...new Set(files.flatMap((file) => /^features\/([^/]+)\//.exec(file)?.[1] ?? []))];
  const present = new Set(files);
  const found: string[] = [];
  for (const feature of features) {
    for (const file of ['module.ts', 'operations.ts', 'testing.ts']) {
      if (!present.has(`features/${feature}/${file}`)) found.push(`features/${feature} has no ${file}`);
    }
    if (!composed.includes(feature)) found.push(`app.ts adds no module ${feature}`);
  }
  for (const file of files) {
    const [owner, part = '', folder] = file.split('/');
    if (folder === 'migrations' && !MIGRATION.test(basename(file)) && basename(file) !== 'index.ts') {
      found.push(`${file} is not named YYYYMMDDHHMMSS_name.ts`);
    }
    if (owner !== 'features' || TEST.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, other = ''] of text.matchAll(FACE)) {
      if (other === part || !features.includes(other)) continue;
      if (composed.indexOf(other) > composed.indexOf(part)) {
        found.push(`${file} uses ${other}, which app.ts adds after ${part}`);
      }
    }
  }
  const folders = Map.groupBy(
    files.filter((file) => !TEST.test(file)),
    (file) => dirname(file),
  );
  for (const [folder, { length }] of folders) {
    if (length > MAX_FILES_PER_FOLDER && basename(folder) !== 'migrations') {
      found.push(`${folder} has ${length} files, more than ${MAX_FILES_PER_FOLDER}: make sub-folders`);
    }
  }
  return found;
}
