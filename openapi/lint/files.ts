/** Rules about the files: one an operation and named by it, in the folder of its tag, and none left lying about. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Finding } from './document.ts';

/** The folders that hold nothing but parts of the contract. */
const FOLDERS = ['resources', 'schemas', 'responses', 'parameters', 'headers', 'realtime'];

/** Where reading starts: HTTP, and realtime, which borrows schemas from it. */
const ROOTS = ['openapi.yaml', 'asyncapi.yaml'];

async function* yamlFiles(root: string): AsyncGenerator<string> {
  for (const folder of FOLDERS) {
    // Not every contract has every folder.
    const entries = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
    for (const entry of entries.sort()) if (entry.endsWith('.yaml')) yield path.join(folder, entry);
  }
}

function* refs(node: unknown): Generator<string> {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else yield* refs(value);
  }
}

/** Follows every `$ref` from the two roots; gives the parsed files by their path from `root`. */
export async function reachable(root: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const waiting = (await readdir(root)).filter((file) => ROOTS.includes(file));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const text = await readFile(path.join(root, file), 'utf8');
    // The description of the contract is a page of its own.
    const document: unknown = file.endsWith('.md') ? text : parse(text);
    found.set(file, document);
    for (const ref of refs(document)) {
      const target = ref.split('#')[0] ?? '';
      if (target !== '') waiting.push(path.join(path.dirname(file), target));
    }
  }
  return found;
}

/** Names files that nothing refers to, operations in a wrongly named file, and a root that holds more than references. */
export async function lintFiles(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const files = await reachable(root);
  for await (const file of yamlFiles(root)) {
    if (!files.has(file)) findings.push({ rule: 'file', where: file, message: 'nothing refers to it' });
  }
  for (const [file, document] of files) {
    if (!file.startsWith(`resources${path.sep}`)) continue;
    const { operationId, tags } = document as { operationId?: string; tags?: string[] };
    const expected = path.join('resources', tags?.[0] ?? '?', `${operationId}.yaml`);
    if (file !== expected) findings.push({ rule: 'file', where: file, message: `should be ${expected}` });
  }
  const { paths = {} } = files.get('openapi.yaml') as { paths?: Record<string, Record<string, object>> };
  for (const [at, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (Object.keys(operation).join() !== '$ref') {
        findings.push({
          rule: 'file',
          where: `${method} ${at}`,
          message: 'is defined in the root, not in its own file',
        });
      }
    }
  }
  return findings;
}
