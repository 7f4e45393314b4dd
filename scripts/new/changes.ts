import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ScaffoldError } from './names.ts';

/**
 * What a scaffold writes, collected first: a name that is taken or a place that is not found is reported before anything
 * is written. Paths are relative to the repository.
 */
export class Changes {
  readonly root: string;
  readonly #created = new Map<string, string>();
  readonly #edited = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  /** @throws ScaffoldError when the file is there. */
  async create(file: string, text: string): Promise<void> {
    if (this.#created.has(file) || (await exists(path.join(this.root, file)))) {
      throw new ScaffoldError(`${file} is there already: choose another name`);
    }
    this.#created.set(file, text);
  }

  /** @throws ScaffoldError when the file is missing or `change` finds no place, see {@link insertBefore}. */
  async edit(file: string, change: (text: string) => string): Promise<void> {
    const present = this.#edited.get(file) ?? (await this.read(file));
    this.#edited.set(file, change(present));
  }

  async read(file: string): Promise<string> {
    // Why does not matter: the files it edits are in every clone.
    const text = await readFile(path.join(this.root, file), 'utf8').catch(() => undefined);
    if (text === undefined) throw new ScaffoldError(`${file} is missing`);
    return text;
  }

  has(file: string): Promise<boolean> {
    return exists(path.join(this.root, file));
  }

  /** @returns the files, created ones first. */
  async write(): Promise<{ readonly created: readonly string[]; readonly edited: readonly string[] }> {
    for (const [file, text] of [...this.#created, ...this.#edited]) {
      await mkdir(path.dirname(path.join(this.root, file)), { recursive: true });
      await writeFile(path.join(this.root, file), text);
    }
    return { created: [...this.#created.keys()], edited: [...this.#edited.keys()] };
  }
}

/** @returns the text with `addition` before the first line that begins with `anchor`. */
export function insertBefore(text: string, anchor: string, addition: string): string {
  const at = text.startsWith(anchor) ? 0 : text.indexOf(`\n${anchor}`) + 1;
  if (at === 0 && !text.startsWith(anchor)) {
    throw new ScaffoldError(`there is no line that begins with "${anchor.trim()}" to insert before`);
  }
  return text.slice(0, at) + addition + text.slice(at);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
