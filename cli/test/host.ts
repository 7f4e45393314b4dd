/*
 * Runs commands one after the other in one process, which spares each of them the start of Node and the loading of the
 * CLI. Started by run-cli.ts. A command sees the process as one of its own: arguments, environment, folder, standard
 * streams, exit code.
 */
import { enableCompileCache } from 'node:module';
import { Readable } from 'node:stream';
import '../bin/sources.js';
import type { CliResult, HostRequest } from './run-cli.ts';

enableCompileCache();
const { main } = await import('../src/main.ts');

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const exitProcess = process.exit;

/** Thrown in place of ending the process. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

process.exit = (status) => {
  throw new Exit(Number(status ?? process.exitCode ?? 0));
};

/**
 * Collects what is written to a stream. @returns a function that ends this and gives the text.
 * @param interruptAt presses Ctrl-C once the text has this.
 */
function collect(stream: NodeJS.WriteStream, interruptAt?: string): () => string {
  let text = '';
  let interrupted = interruptAt === undefined;
  const write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (!interrupted && text.includes(interruptAt ?? '')) {
      interrupted = true;
      setImmediate(() => process.emit('SIGINT'));
    }
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  };
  Object.defineProperty(stream, 'write', { value: write, configurable: true });
  return () => {
    Reflect.deleteProperty(stream, 'write');
    stream.removeAllListeners('error');
    return text;
  };
}

function prepare({ args, env, stdin, cwd, columns }: HostRequest): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', { value: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]) });
  Object.assign(process.stdout, { isTTY: columns !== undefined, columns });
}

interface Dispatcher {
  destroy(): Promise<void>;
}

/** Of `fetch`: it keeps connections, which would outlive the command and meet the end of the service of a test. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

async function closeConnections(): Promise<void> {
  const globals = globalThis as { [DISPATCHER]?: Dispatcher };
  const used = globals[DISPATCHER];
  if (used === undefined) return;
  globals[DISPATCHER] = new (used.constructor as new () => Dispatcher)();
  await used.destroy();
}

async function run(request: HostRequest): Promise<CliResult> {
  prepare(request);
  const stdout = collect(process.stdout, request.interruptAt);
  const stderr = collect(process.stderr);
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  let code: number | null = null;
  try {
    await main({ sources: true });
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    else process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  }
  for (const [index, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.has(listener)) process.removeListener(signal, listener);
    }
  }
  await closeConnections();
  return { code, stdout: stdout(), stderr: stderr() };
}

process.on('message', (request: HostRequest) => {
  void run(request).then((result) => process.send?.(result));
});
process.on('disconnect', () => exitProcess(0));
