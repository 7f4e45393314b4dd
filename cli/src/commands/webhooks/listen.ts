import { setTimeout as sleep } from 'node:timers/promises';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { clock } from '../../base/following.ts';
import { bold } from '../../base/output.ts';
import { printableJson } from '../../base/printable.ts';
import { timestamp } from '../../base/time.ts';
import { findHospital } from '../../organisations/find.ts';
import { forward } from '../../webhooks/forwarding.ts';
import { type Envelope, RecordedEvents } from '../../webhooks/listening.ts';
import { newSecret } from '../../webhooks/signing.ts';

const POLL_MS = 1_000;

/** A line under `--json`. */
interface Forwarded {
  readonly event: Envelope;
  /** Of the receiver; null where it could not be reached. */
  readonly status: number | null;
}

export default class WebhooksListen extends BaseCommand<typeof WebhooksListen> {
  static override summary =
    'Forward events to a receiver on this machine while you develop it, until Ctrl-C.';
  static override description =
    'Events from now on, signed as the service signs them but with a secret of this command, which is shown first. No endpoint is needed, and nothing is tried again. Under --json a line is printed for each event.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --forward-to http://localhost:3000/webhooks',
    '<%= config.bin %> <%= command.id %> --forward-to http://localhost:3000/webhooks --event booking.requested',
  ];
  static override flags = {
    'forward-to': string({ summary: 'Where to send the events.', helpValue: 'URL', required: true }),
    event: string({ summary: 'Only events of this type.', helpValue: 'TYPE' }),
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    since: string({ summary: 'Also what was recorded since then.', helpValue: 'TIME' }),
    secret: string({
      summary: 'The secret to sign with; default: a new one.',
      env: 'KIWIMESH_WEBHOOK_SECRET',
      helpValue: 'whsec_…',
    }),
    once: boolean({ summary: 'End after the first event.' }),
  };

  async run(): Promise<void> {
    const { flags } = this;
    const to = flags['forward-to'];
    if (!URL.canParse(to)) throw new CliError('invalid_input', `${to} is not an address.`);
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const events = new RecordedEvents(kiwi, { eventType: flags.event, hospitalId });
    await events.begin(timestamp(flags.since));
    const secret = flags.secret ?? newSecret();
    if (this.jsonEnabled()) this.#line({ secret });
    else this.log(`Forwarding to ${to}. Check signatures with:\n${bold(secret)}\nPress Ctrl-C to stop.`);
    const stopped = new AbortController();
    const interrupted = () => stopped.abort();
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    process.stdout.once('error', interrupted);
    try {
      while (!stopped.signal.aborted) {
        for (const event of await events.next()) {
          this.#report({ event, status: await forward(event, to, secret) });
          if (flags.once) return;
        }
        // Ctrl-C ends the pause by rejecting it; the loop then ends.
        await sleep(POLL_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    } finally {
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
    }
    throw new CliError('interrupted', 'Stopped listening.', { exit: EXIT.interrupted });
  }

  #report(forwarded: Forwarded): void {
    const { event, status } = forwarded;
    if (this.jsonEnabled()) this.#line(forwarded);
    else this.log(`${clock()}  ${event.type}  ${event.id}  ${status ?? 'not reached'}`);
  }

  #line(value: object): void {
    process.stdout.write(`${printableJson(value)}\n`);
  }

  /** The lines are the output. */
  override logJson(): void {}
}
