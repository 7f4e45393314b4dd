import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { decodeWav } from '@kiwimesh/api/adapters/speech/wav.ts';

const run = promisify(execFile);

/**
 * Speaks English with a synthetic voice (Debian's flite, which Whisper understands better than espeak-ng). Installs it
 * where it is missing and we may.
 * @returns 16,000 samples a second.
 */
export async function speak(text: string): Promise<Int16Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-voice-'));
  const file = path.join(folder, 'said.wav');
  const synthesise = () => run('flite', ['-voice', 'slt', '-t', text, '-o', file]);
  try {
    await synthesise().catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || process.getuid?.() !== 0) throw error;
      await run('apt-get', ['update', '-qq']).catch(() => undefined); // An older list may do.
      await run('apt-get', ['install', '-y', '-qq', 'flite']);
      await synthesise();
    });
    return decodeWav(await readFile(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}
