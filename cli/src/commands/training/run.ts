import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { string } from '@oclif/core/args';
import { boolean, string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { openNew } from '../../base/new-file.ts';
import { dim, plain } from '../../base/output.ts';
import { printable } from '../../base/printable.ts';
import { canAsk } from '../../base/prompt.ts';
import { decode, readInput } from '../../imports/text.ts';
import { Conversation } from '../../training/conversation.ts';
import { HELP, type Step, stepOf, stepsOf } from '../../training/script.ts';
import { type TrainingRun as Run, scoreText } from '../../training/show.ts';

/** How often the caller is listened to while nothing is typed. */
const LISTEN_EVERY_MS = 700;

export default class TrainingRun extends BaseCommand<typeof TrainingRun> {
  static override summary = 'Practise with a scenario: take its call in this terminal.';
  static override description =
    `Rings a call, takes it and shows what the caller says. Nothing is ever dispatched from it. Needs the duty dispatch.
${HELP}
A script has one such line for each thing said or done.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> stroke',
    '<%= config.bin %> <%= command.id %> stroke --cohort 2026-november',
    '<%= config.bin %> <%= command.id %> stroke --audio --play caller.wav',
    '<%= config.bin %> <%= command.id %> stroke --script stroke.txt --json',
  ];
  static override args = {
    scenario: string({ description: 'The id of the scenario.', required: true }),
  };
  static override flags = {
    script: text({ summary: 'Play this file instead of asking; - reads standard input.', helpValue: 'FILE' }),
    cohort: text({ summary: 'Label under which the run is reported.' }),
    audio: boolean({
      summary: 'The caller is spoken, with the noise behind it, and shows as it is transcribed.',
    }),
    play: text({
      summary: 'The WAV file to write what was heard of the caller to; it must not exist yet.',
      helpValue: 'FILE',
      dependsOn: ['audio'],
    }),
  };

  async run(): Promise<Run> {
    const { args, flags } = this;
    if (flags.script === undefined && (this.jsonEnabled() || !canAsk())) {
      throw new CliError('no_terminal', 'Nobody is at a terminal to speak.', {
        hint: 'Give a script: --script FILE',
      });
    }
    const script =
      flags.script === undefined
        ? undefined
        : stepsOf(decode(await readInput(flags.script), basename(flags.script)), basename(flags.script));
    const file = flags.play === undefined ? null : resolve(flags.play);
    if (file !== null && existsSync(file)) {
      throw new CliError('file_not_written', `${file} already exists; choose another file.`);
    }
    const kiwi = await this.client();
    const run = await kiwi.post('/v1/training/runs', {
      body: {
        scenarioId: args.scenario,
        mode: flags.audio ? 'audio' : 'text',
        ...(flags.cohort === undefined ? {} : { cohort: flags.cohort }),
      },
    });
    this.log(dim(`Run ${run.id}`));
    const conversation = new Conversation(kiwi, run, (line) => this.#print(`Caller: ${plain(line)}`));
    await conversation.answer();
    if (script === undefined) await this.#ask(conversation);
    else await this.#play(conversation, script);
    const marked = await conversation.end();
    this.log(`\n${scoreText(marked)}`);
    if (file !== null) {
      const target = await openNew(file);
      await target.writeFile(await conversation.audio()).finally(() => target.close());
      this.log(`\nThe caller is in ${file}`);
    }
    return marked;
  }

  /** Directly, so that lines come while the terminal waits for input; JSON has stdout for itself. */
  #print(line: string): void {
    if (!this.jsonEnabled()) process.stdout.write(`${printable(line)}\n`);
  }

  async #play(conversation: Conversation, script: readonly Step[]): Promise<void> {
    for (const step of script) {
      if (step.kind === 'end') return;
      if (step.kind === 'help') continue;
      if (step.kind === 'say') this.#print(`You:    ${step.text}`);
      await conversation.do(step, true);
    }
  }

  async #ask(conversation: Conversation): Promise<void> {
    this.#print(dim(HELP));
    const terminal = createInterface({ input: process.stdin, output: process.stderr, prompt: '> ' });
    // A failure here shows again with the next thing said, which reports it.
    const listening = setInterval(() => void conversation.hear().catch(() => undefined), LISTEN_EVERY_MS);
    try {
      terminal.prompt();
      for await (const line of terminal) {
        const step = this.#stepOf(line);
        if (step?.kind === 'end') return;
        if (step?.kind === 'help') this.#print(HELP);
        else if (step !== null) await conversation.do(step, false);
        terminal.prompt();
      }
    } finally {
      clearInterval(listening);
      terminal.close();
    }
  }

  #stepOf(line: string): Step | null {
    try {
      return stepOf(line);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      this.#print(`${error.message} ${error.hint ?? ''}`);
      return null;
    }
  }
}
