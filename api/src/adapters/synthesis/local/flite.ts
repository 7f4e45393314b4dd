import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Samples } from '../../../ports/speech.ts';
import {
  type SpokenText,
  SynthesisError,
  type Synthesiser,
  stoppedSynthesis,
  type VoiceKind,
} from '../../../ports/synthesis.ts';
import { checkText, spokenSamples } from '../samples.ts';

/** Of the voices that it comes with, those that recognition understands best. None is of a child. */
const VOICES: Readonly<Record<VoiceKind, string>> = { female: 'slt', male: 'rms', child: 'slt' };
const PROGRAM = 'flite';

/** Flite, a small synthesiser of English that distributions package. Each text is one run of the program. */
export class FliteSynthesis implements Synthesiser {
  readonly name = 'local';
  readonly languages = ['en'];
  readonly #program: string;

  /** @param program the path that {@link findFlite} gives. */
  constructor(program: string) {
    this.#program = program;
  }

  async speak({ text, language, voice, signal }: SpokenText): Promise<Samples> {
    if (signal.aborted) throw stoppedSynthesis(signal);
    checkText(text);
    if (language !== 'en' && !language.startsWith('en-')) throw new SynthesisError('unspoken_language');
    // Both are files: it writes the length of the sound last, and cannot open the sockets that Node gives as input.
    const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-spoken-'));
    const [said, file] = [path.join(folder, 'said.txt'), path.join(folder, 'spoken.wav')];
    try {
      await writeFile(said, text);
      await this.#run(['-voice', VOICES[voice], '-f', said, '-o', file], signal);
      const bytes = await readFile(file).catch(() => {
        throw new SynthesisError('bad_reply', { code: 'no file' });
      });
      return spokenSamples(bytes);
    } catch (error) {
      if (signal.aborted) throw stoppedSynthesis(signal);
      throw error instanceof SynthesisError ? error : new SynthesisError('synthesiser_error');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** @throws SynthesisError, or that of the signal. */
  async #run(options: readonly string[], signal: AbortSignal): Promise<void> {
    const child = spawn(this.#program, options, {
      // Nothing of our settings, which hold secrets.
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
      stdio: 'ignore',
      signal,
      killSignal: 'SIGKILL',
    });
    let code: unknown;
    try {
      [code] = await once(child, 'exit');
    } catch (error) {
      throw new SynthesisError('unreachable', { code: (error as NodeJS.ErrnoException).code ?? null });
    }
    if (code !== 0) throw new SynthesisError('synthesiser_error', { code: `exit ${code}` });
  }
}

/** Where the program is installed; null where it is not. */
export function findFlite(searched = process.env.PATH ?? ''): string | null {
  for (const folder of searched.split(path.delimiter)) {
    const file = path.join(folder, PROGRAM);
    try {
      accessSync(file, constants.X_OK);
      if (folder !== '') return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
