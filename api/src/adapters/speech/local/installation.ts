import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The models that `make speech` installs, the best first. `languages`: those that the model knows (ISO 639-1); empty for
 * all of Whisper's.
 */
export const LOCAL_MODELS = {
  base: { languages: [] },
  'tiny.en': { languages: ['en'] },
} as const satisfies Readonly<Record<string, { readonly languages: readonly string[] }>>;

export type LocalModelName = keyof typeof LOCAL_MODELS;

export const LOCAL_MODEL_NAMES = Object.keys(LOCAL_MODELS) as readonly LocalModelName[];

/** Where things are in the folder of the engine, which is `.speech` in the folder of the product. */
export class LocalInstallation {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get environment(): string {
    return path.join(this.folder, 'python');
  }

  get python(): string {
    return path.join(this.environment, 'bin', 'python');
  }

  modelFolder(name: LocalModelName): string {
    return path.join(this.folder, name);
  }

  /** The models that can be used. A model's folder appears when all of it is there. */
  models(): readonly LocalModelName[] {
    if (!existsSync(this.python)) return [];
    return LOCAL_MODEL_NAMES.filter((name) => existsSync(path.join(this.modelFolder(name), 'model.bin')));
  }
}
