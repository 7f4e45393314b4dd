import { basename } from 'node:path';
import type { Command } from '@oclif/core';
import { BaseCommand } from '../base/command.ts';
import { type CheckedFile, excerpts, type Mistake, totalOf } from '../base/mistakes.ts';
import { paint } from '../base/output.ts';
import { decode, readInput } from '../imports/text.ts';

export interface Validation<Kind extends Mistake = Mistake> {
  readonly valid: boolean;
  readonly files: readonly CheckedFile<Kind>[];
}

/** Commands that check files of one kind and show each mistake at its place. */
export abstract class ValidateCommand<T extends typeof Command> extends BaseCommand<T> {
  static override strict = false;

  /** @param code of the error with which the command ends where there are mistakes. */
  protected async validateFiles<Kind extends Mistake>(
    code: string,
    check: (text: string, file: string) => readonly Kind[],
  ): Promise<Validation<Kind>> {
    const files: CheckedFile<Kind>[] = [];
    for (const file of this.argv.filter((argument) => !argument.startsWith('--'))) {
      const text = decode(await readInput(file), basename(file));
      const mistakes = check(text, file);
      files.push({ file, mistakes });
      if (this.jsonEnabled()) continue;
      if (mistakes.length === 0) this.log(`${paint('green', 'ok')}  ${file}`);
      else this.log(excerpts(text, mistakes).join('\n'));
    }
    const error = totalOf(code, files);
    if (error !== null) await this.failAfter(error);
    return { valid: error === null, files };
  }
}
