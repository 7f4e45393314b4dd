import { basename } from 'node:path';
import { string as stringArgument } from '@oclif/core/args';
import { boolean, integer, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { bold, count, dim } from '../../base/output.ts';
import { printable, toldOnStderr } from '../../base/printable.ts';
import { Changes, degradedText } from '../../calls/changes.ts';
import type { Call } from '../../calls/list.ts';
import { openOwnCall } from '../../calls/play/call.ts';
import type { PlayEvents, Played, Player } from '../../calls/play/play.ts';
import { playedText } from '../../calls/play/show.ts';
import { type Recording, readWav } from '../../calls/play/wav.ts';
import { segmentText } from '../../calls/show.ts';
import { readInput } from '../../imports/text.ts';
import { findHospital, findResident } from '../../organisations/find.ts';

export default class CallsPlay extends BaseCommand<typeof CallsPlay> {
  static override summary = 'Play a recording into a call of your own, to see what is understood.';
  static override description =
    `Rings and answers the call as you, who need the duty dispatch, sends the audio over a real socket at the pace at which
it was spoken, shows words, urgency and booking as they come, and ends the call with the disposition test. Nothing is
dispatched. WAV with 16-bit PCM at 8 or 16 kHz, or mu-law; of two channels the first is the caller, the second the operator.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> emergency.wav',
    '<%= config.bin %> <%= command.id %> emergency.wav --resident +919812345678 --keep',
    '<%= config.bin %> <%= command.id %> emergency.wav --speed 2 --json',
  ];
  static override args = {
    file: stringArgument({ description: 'The WAV file; - reads standard input.', required: true }),
  };
  static override flags = {
    speed: integer({ summary: 'So many times as fast as it was spoken.', default: 1, min: 1, max: 8 }),
    hospital: string({ summary: 'At the desk of this hospital; default: yours.', helpValue: 'NAME|ID' }),
    resident: string({ summary: 'As if this resident called.', helpValue: 'PHONE|ID' }),
    language: string({ summary: 'What is spoken, such as en or hi; default: that of the resident, or en.' }),
    keep: boolean({ summary: 'Leave the call open with you as its operator, to decide it at the desk.' }),
  };

  async run(): Promise<Played> {
    const { args, flags } = this;
    const name = args.file === '-' ? 'standard input' : basename(args.file);
    const recording = readWav(await readInput(args.file), name);
    const kiwi = await this.client();
    const own = await openOwnCall(kiwi, {
      hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
      residentId: flags.resident && (await findResident(kiwi, flags.resident)).id,
      language: flags.language,
    });
    this.#print(dim(`Call ${own.call.id}: ${describe(recording)}`));
    const { Player: Playing } = await import('../../calls/play/play.ts');
    const player = new Playing(kiwi, own, recording, flags.speed, this.#shown());
    let played: Played;
    try {
      played = await interruptible(player, () => player.play());
    } catch (error) {
      await this.#end(own.call).catch(() => undefined); // Why it stopped is what counts.
      throw error;
    }
    const call = flags.keep ? played.call : await this.#end(own.call);
    this.#print(`\n${bold('Result')}\n${playedText(played)}`);
    if (flags.keep) this.#print(`The call is with you: kiwimesh calls show ${call.id}`);
    return { ...played, call };
  }

  async #end({ id }: Call): Promise<Call> {
    const kiwi = await this.client();
    return kiwi.post('/v1/calls/{callId}/end', { path: { callId: id }, body: { disposition: 'test' } });
  }

  #shown(): PlayEvents {
    const changes = new Changes();
    const at = (ms: number) => dim(`${(ms / 1_000).toFixed(1).padStart(6)} s`);
    return {
      words: (segment, lagMs) =>
        this.#print(`${segmentText(segment)}${dim(`  +${(lagMs / 1_000).toFixed(1)} s`)}`),
      triage: (triage, atMs) => {
        for (const line of changes.triage(triage)) this.#print(`${at(atMs)}  ${line}`);
      },
      prefill: (booking) => {
        for (const line of changes.prefill(booking)) this.#print(`          ${line}`);
      },
      degraded: (speaker, what) => this.#note(degradedText(speaker, what)),
      connection: (up) => this.#note(up ? 'Reconnected.' : 'Connection lost; reconnecting.'),
    };
  }

  /** Directly, so that lines come while the recording plays; JSON has stdout for itself. */
  #print(line: string): void {
    if (!this.jsonEnabled()) process.stdout.write(`${printable(line)}\n`);
  }

  #note(line: string): void {
    if (!this.jsonEnabled()) toldOnStderr(dim(line));
  }
}

function describe({ encoding, sampleRate, channels, seconds }: Recording): string {
  const sides = channels.length === 1 ? 'the caller' : 'caller and operator';
  const coding = encoding === 'mulaw' ? 'mu-law' : 'PCM';
  return `${count(Math.round(seconds), 'second')} of ${sides}, ${coding} at ${sampleRate / 1_000} kHz`;
}

/** Ctrl-C stops the recording; the call is ended before the command ends. */
async function interruptible(player: Player, play: () => Promise<Played>): Promise<Played> {
  const stop = () =>
    player.stop(new CliError('interrupted', 'Stopped; the call was ended.', { exit: EXIT.interrupted }));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await play();
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}
