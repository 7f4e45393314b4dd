import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the state of rules, lexicons and all other data: decision records tell by it what was in force. */
export function knowledgeVersion(folder: string = import.meta.dirname): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|txt)$|^generated[\\/]/.test(name))
    .toSorted();
  for (const name of files) hash.update(name.replaceAll('\\', '/')).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
