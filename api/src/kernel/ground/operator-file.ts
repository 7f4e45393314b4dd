import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFault } from './yaml-document.ts';

/** A file that an operator wrote cannot be used. Each fault is one line: `file:line:column: what to do`. */
export class OperatorFileError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'OperatorFileError';
    this.faults = faults;
  }
}

/** What the text of a file says; null where it has faults. */
export interface FileContent<Document> {
  readonly document: Document | null;
  readonly faults: readonly FileFault[];
}

/** Files that are shipped, one of which an operator names or replaces by a file of their own. */
export interface ShippedFiles {
  /** As in `there is no region pack xy`. */
  readonly what: string;
  readonly folder: string;
}

/** The names of shipped files, without `.yaml`. */
export function shippedIds({ folder }: ShippedFiles): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * The path of a file.
 * @param name the id of a shipped one, or the path of a file that ends in `.yaml` or `.yml`.
 * @throws OperatorFileError where there is no such id.
 */
export function pathOfShipped(name: string, shipped: ShippedFiles): string {
  if (/\.ya?ml$/.test(name)) return name;
  const ids = shippedIds(shipped);
  if (ids.includes(name)) return join(shipped.folder, `${name}.yaml`);
  throw new OperatorFileError([
    `there is no ${shipped.what} ${name}: use one of ${ids.join(', ')}, or the path of a .yaml file`,
  ]);
}

/**
 * What a file says.
 * @param read reads its text, and knows no disk.
 * @throws OperatorFileError that lists its faults, or why it cannot be read.
 */
export function loadOperatorFile<Document>(
  file: string,
  read: (text: string, file: string) => FileContent<Document>,
): Document {
  const { document, faults } = read(textOf(file), file);
  if (document !== null) return document;
  throw new OperatorFileError(
    faults.map(({ file: at, line, column, message }) => `${at}:${line}:${column}: ${message}`),
  );
}

/** The faults of the file that a setting names; none where it can be used. */
export function faultsOfFile(setting: string, load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof OperatorFileError) return error.faults.map((fault) => `${setting}: ${fault}`);
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorFileError([
      code === 'ENOENT' ? `${file}: there is no such file` : `${file}: it cannot be read (${code})`,
    ]);
  }
}
