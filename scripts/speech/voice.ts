import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FliteSynthesis, findFlite } from '@kiwimesh/api/adapters/synthesis/local/flite.ts';

const run = promisify(execFile);
/** A sentence takes a fraction of a second. */
const MAX_MS = 60_000;

/** The synthetic voice of this machine, which Whisper understands better than espeak-ng. Installs it where we may. */
export async function installVoice(): Promise<FliteSynthesis> {
  if (findFlite() === null && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']).catch(() => undefined); // An older list may do.
    await run('apt-get', ['install', '-y', '-qq', 'flite']);
  }
  const program = findFlite();
  if (program === null) throw new Error('flite is not installed: install the package flite');
  return new FliteSynthesis(program);
}

/**
 * Speaks English with a synthetic voice.
 * @returns 16,000 samples a second.
 */
export async function speak(text: string): Promise<Int16Array> {
  const voice = await installVoice();
  return voice.speak({ text, language: 'en', voice: 'female', signal: AbortSignal.timeout(MAX_MS) });
}
