import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ENGINES, type EngineName, modelFolder, PYTHON } from './install.ts';

export interface SpeechServer {
  /** As SPEECH_BASE_URL takes it. */
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** Starts an installed engine. @throws Error with the last line that it printed where it does not start. */
export async function serveSpeech(name: EngineName, port: number): Promise<SpeechServer> {
  const { languages } = ENGINES[name];
  const child = spawn(
    PYTHON,
    [
      path.join(import.meta.dirname, 'engine.py'),
      ...['--port', String(port), '--model', modelFolder(name), '--name', name],
      ...(languages.length === 0 ? [] : ['--languages', languages.join(',')]),
    ],
    { env: { ...process.env, HF_HUB_OFFLINE: '1', OMP_NUM_THREADS: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return { baseUrl: `http://127.0.0.1:${await portOf(child)}/v1`, stop: () => stop(child) };
}

async function portOf(child: ChildProcess): Promise<string> {
  let complaint = 'it printed nothing';
  child.stderr?.on('data', (data: Buffer) => {
    complaint = data.toString().trim().split('\n').at(-1) ?? complaint;
  });
  if (child.stdout === null) throw new Error('the engine has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`the speech engine did not start: ${complaint}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
