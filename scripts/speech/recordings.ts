import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { decodeWav } from '@kiwimesh/api/adapters/audio/wav.ts';
import { SPEECH_SAMPLE_RATE } from '@kiwimesh/api/ports/speech.ts';
import { decodeMulaw, encodeMulaw } from '@kiwimesh/api/speech/audio/mulaw.ts';
import { downsample, Upsampler } from '@kiwimesh/api/speech/audio/resample.ts';
import { speak } from './voice.ts';

const run = promisify(execFile);

/** Something to transcribe, with what is really said. */
export interface Spoken {
  readonly name: string;
  readonly samples: Int16Array;
  readonly said: string;
}

/** An emergency as somebody tells it on the telephone. */
export const EMERGENCY = [
  'My father has collapsed',
  'He is not breathing and his lips are blue',
  'We are in block two near the north gate',
  'Please send an ambulance now',
];
/** Recorded voices of LibriVox (public domain) with what they read, in a package of Debian. */
const READ_ALOUD = '/usr/share/pocketsphinx/test/data/librivox';
const READ_ALOUD_PACKAGE = 'pocketsphinx-testdata';
/** All of it together is shorter than what may wait for an engine. */
const PAUSE = new Int16Array(SPEECH_SAMPLE_RATE * 0.4);

/** The emergency, spoken by a synthetic voice. */
export async function spokenEmergency(): Promise<Spoken> {
  const samples = await speak(`${EMERGENCY.join('. ')}.`);
  return { name: 'an emergency, synthetic voice', samples, said: EMERGENCY.join(' ') };
}

/** A novel, read aloud by a person. Installs the recordings where they are missing and we may. */
export async function readAloud(): Promise<Spoken> {
  const lines = await transcripts().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || process.getuid?.() !== 0) throw error;
    await run('apt-get', ['update', '-qq']).catch(() => undefined); // An older list may do.
    await run('apt-get', ['install', '-y', '-qq', READ_ALOUD_PACKAGE]);
    return transcripts();
  });
  const pieces: Int16Array[] = [];
  for (const { file } of lines) pieces.push(decodeWav(await readFile(path.join(READ_ALOUD, file))), PAUSE);
  const samples = joined(pieces);
  return { name: 'a novel, recorded voice', samples, said: lines.map(({ said }) => said).join(' ') };
}

/** What is left of audio behind a telephone network: 8 kHz, mu-law. */
export function overTelephone(samples: Int16Array): Int16Array {
  return new Upsampler().push(decodeMulaw(encodeMulaw(downsample(samples))));
}

/** Lines such as `<s> he was ill </s> (name-of-the-file)`. */
async function transcripts(): Promise<readonly { readonly file: string; readonly said: string }[]> {
  const text = await readFile(path.join(READ_ALOUD, 'transcription'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, said = '', name = ''] = /^<s> (.+) <\/s> \((.+)\)$/.exec(line.trim()) ?? [];
      // A slip of the tongue that the transcript has and the reader corrects at once.
      return { file: `${name}.wav`, said: said.replace('a more a amiable', 'a more amiable') };
    });
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
