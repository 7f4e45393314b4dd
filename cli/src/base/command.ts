import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Interfaces } from '@oclif/core';
import { Command } from '@oclif/core/command';
import { string } from '@oclif/core/flags';
import { CliError, EXIT, namesOnCommandLine, report } from './errors.ts';
import { type Column, table } from './output.ts';
import { printable, printableJson } from './printable.ts';
import { normalApi, SessionFile } from './session-file.ts';

type Flags<C extends typeof Command> = Interfaces.InferredFlags<
  (typeof BaseCommand)['baseFlags'] & C['flags']
>;
type Args<C extends typeof Command> = Interfaces.InferredArgs<C['args']>;

/**
 * What every command shares: `--json`, `--api`, parsed flags and arguments, the client. A command's `run` prints for
 * people with `this.log` (silent under `--json`) and returns the object that `--json` prints.
 */
export abstract class BaseCommand<C extends typeof Command> extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    api: string({
      summary: 'Address of the API; default: the one you signed in to.',
      env: 'KIWIMESH_API',
      helpGroup: 'GLOBAL',
      helpValue: 'URL',
    }),
  };

  protected flags!: Flags<C>;
  protected args!: Args<C>;
  #client: Promise<Kiwimesh> | undefined;

  override async init(): Promise<void> {
    await super.init();
    const { flags, args } = await this.parse({
      flags: this.ctor.flags,
      baseFlags: (super.ctor as typeof BaseCommand).baseFlags,
      enableJsonFlag: this.ctor.enableJsonFlag,
      args: this.ctor.args,
      strict: this.ctor.strict,
    });
    this.flags = flags as Flags<C>;
    this.args = args as Args<C>;
  }

  protected get sessions(): SessionFile {
    return new SessionFile(this.config.configDir);
  }

  /** The API this run talks to: `--api`, KIWIMESH_API, the one signed in to last, or the local default. */
  protected get api(): string {
    return normalApi(this.flags.api ?? this.sessions.api ?? 'http://localhost:8080');
  }

  /** The client, signed in as KIWIMESH_TOKEN, KIWIMESH_API_KEY or the stored session says, in that order. */
  protected client(): Promise<Kiwimesh> {
    this.#client ??= import('./client.ts').then(({ connect }) =>
      connect(this.api, this.sessions, this.config.version),
    );
    return this.#client;
  }

  /** Prints rows as a table, or a sentence when there are none. */
  protected logTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): void {
    if (this.jsonEnabled()) return;
    this.log(rows.length > 0 ? table(rows, columns) : none);
  }

  /**
   * For results that are a failure too, such as an import with faulty rows: the result still goes to stdout, the
   * failure to stderr and into the exit code.
   */
  protected async failAfter(error: CliError): Promise<void> {
    process.exitCode = await report(error, { json: this.jsonEnabled() });
  }

  override async catch(error: Error): Promise<void> {
    // Reported once, by main(): as text or JSON, always on stderr.
    if (error.name === 'ProblemError') {
      const { flags = {}, args = {} } = this.ctor;
      throw Object.assign(error, { nameOf: namesOnCommandLine(Object.keys(flags), Object.keys(args)) });
    }
    if (error.name !== 'NetworkError') throw error;
    const why = (error as { timedOut?: boolean }).timedOut ? 'did not answer in time' : 'cannot be reached';
    throw new CliError('unreachable', `${this.api} ${why} (${error.message.replace(/: .*/s, '')}).`, {
      exit: EXIT.unreachable,
      hint: 'Check the address (--api, KIWIMESH_API) and that the API is running: kiwimesh health',
    });
  }

  override log(message = ''): void {
    super.log('%s', printable(message));
  }

  override logJson(json: unknown): void {
    process.stdout.write(`${printableJson(json, 2)}\n`);
  }
}
