import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CliError, EXIT, report } from './base/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface MainOptions {
  /** Run the TypeScript sources instead of dist/. */
  readonly sources: boolean;
  /** False discovers commands on disk; true (the default) reads them from oclif.manifest.json. */
  readonly manifest?: boolean;
}

/** What oclif needs to find the commands, either compiled or as sources. */
export async function loadOptions(options: MainOptions) {
  const pjson = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  if (options.sources) pjson.oclif.commands = './src/commands';
  return { root, pjson, ignoreManifest: options.manifest === false };
}

/** Runs the command line in `process.argv` and sets the exit code. Every failure is reported once, on stderr. */
export async function main(options: MainOptions): Promise<void> {
  // oclif would otherwise try to hand TypeScript to a transpiler; Node strips the types itself.
  process.env.NODE_ENV ??= 'production';
  // It has a listener of its own for errors of stdout, which throws them where no code catches them: this one replaces it.
  await import('@oclif/core/command');
  process.stdout.removeAllListeners('error');
  const output = watchOutput();
  try {
    const { run } = await import('@oclif/core/run');
    await run(asked(process.argv.slice(2)), await loadOptions(options));
    const { flush } = await import('@oclif/core/flush');
    await Promise.race([flush(), output.closed]);
  } catch (failure) {
    const error = await unknownCommand(failure, options);
    process.exitCode = await report(error, { json: process.argv.includes('--json') });
  }
  const fault = await output.fault();
  if (fault !== undefined && !process.exitCode) {
    process.exitCode = await report(fault, { json: process.argv.includes('--json') });
  }
  // Sockets and keep-alive connections must not hold the prompt back once the work is done.
  process.exit(process.exitCode ?? 0);
}

interface Output {
  /** Resolves when nothing more can be written. */
  readonly closed: Promise<void>;
  /** Why the output is incomplete; undefined when it is whole, or when its reader has had enough. */
  fault(): Promise<CliError | undefined>;
}

/**
 * Watches stdout. `kiwimesh … | head` closes it early: the work continues to its end, and nothing waits for
 * what can no longer be written. Any other failure, such as a full disk, is reported at the end.
 */
function watchOutput(): Output {
  let first: NodeJS.ErrnoException | undefined;
  const closed = new Promise<void>((gone) =>
    process.stdout.on('error', (error) => {
      first ??= error;
      gone();
    }),
  );
  // If stderr cannot be written either, only the exit code reports the failure.
  process.stderr.on('error', () => {});
  return {
    closed,
    async fault() {
      // Errors of a stream are emitted in the tick after the write.
      await new Promise((next) => setImmediate(next));
      if (first === undefined || first.code === 'EPIPE') return undefined;
      const why = first.code === 'ENOSPC' ? 'no space is left' : first.message;
      return new CliError('output_failed', `The output could not be written: ${why}.`, {
        exit: EXIT.unexpected,
      });
    },
  };
}

/** `kiwimesh help bookings` is `kiwimesh bookings --help`, as people know it from other commands. */
function asked(words: readonly string[]): string[] {
  return words[0] === 'help' ? [...words.slice(1), '--help'] : [...words];
}

/** Says which command was probably meant, where oclif only says that there is none. */
async function unknownCommand(error: unknown, options: MainOptions): Promise<unknown> {
  const [, id] = /^command (.+) not found$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (id === undefined) return error;
  const [{ Config }, { nearest }] = await Promise.all([
    import('@oclif/core/config'),
    import('./base/nearest.ts'),
  ]);
  const { commands, topics } = await Config.load(await loadOptions(options));
  const wanted = id.replaceAll(':', ' ');
  const known = [...commands.map((one) => one.id), ...topics.map((one) => one.name)].map((one) =>
    one.replaceAll(':', ' '),
  );
  const meant = nearest(wanted, known);
  return new CliError(
    'unknown_command',
    `There is no command "${wanted}"${meant ? `; did you mean "${meant}"?` : '.'}`,
    {
      hint: 'All commands: kiwimesh --help',
    },
  );
}
