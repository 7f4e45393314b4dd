import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Email, EmailError, type EmailPort } from '../../../src/ports/email.ts';
import type { SandboxMessage } from '../../../src/ports/messaging.ts';

/** What an email adapter's test provides so that the common suite can test it. */
export interface EmailHarness {
  readonly port: EmailPort;
  /**
   * An adapter to the same server with a short timeout. Only for a server that is silent: a busy machine is slow too.
   */
  readonly impatient: EmailPort;
  /** An adapter of the same kind whose server does not run. */
  readonly down: EmailPort;
  /** What the server (or its sandbox) accepted, newest first. */
  accepted(to: string): Promise<readonly SandboxMessage[]>;
  /** Makes the server reject the next mail with this SMTP reply, at the sender, the recipient or the text. */
  failNext(at: 'mail' | 'recipient' | 'data', code: number): void;
  /** Makes the server give no answer to the next mail, after accepting it or without. */
  fallSilentNext(options: { accept: boolean }): void;
  readonly unknownMailbox: string;
}

/** Every email adapter passes these; `open` is called once, lazily. */
export function emailContract(open: () => Promise<EmailHarness>): void {
  let opened: Promise<EmailHarness> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };
  let count = 0;
  /** Servers share what was sent. */
  const run = randomUUID();
  const fresh = () => {
    count += 1;
    return {
      to: `person.${count}@example.org`,
      subject: 'Kiwimesh: please set your password',
      text: `Open https://care.example.org/account#${'t'.repeat(90)}${count}\n`,
      idempotencyKey: `suite:${run}:${count}`,
    } satisfies Email;
  };
  const failureOf = async (sending: Promise<unknown>) => {
    const error = await sending.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(EmailError);
    return error as EmailError;
  };
  /** Retries for as long as the server seems not to answer, as the product does. */
  const untilTaken = async <T>(send: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof EmailError) || error.failure !== 'unavailable') throw error;
      }
    }
  };

  it('delivers a mail and returns its Message-ID', async () => {
    const { port, accepted } = await harness();
    const mail = fresh();
    const { messageId } = await port.send({ ...mail, html: `<p>${mail.text}</p>` });
    expect(await accepted(mail.to)).toMatchObject([
      { id: messageId, channel: 'email', to: mail.to, subject: mail.subject, body: mail.text.trimEnd() },
    ]);
  });

  it('keeps every script and long lines whole', async () => {
    const { port, accepted } = await harness();
    const mail = {
      ...fresh(),
      subject: 'Kiwimesh: अपना पासवर्ड बनाइए',
      text: `नमस्ते\n\n${'लंबा '.repeat(300)}अंत`,
    };
    await port.send(mail);
    expect(await accepted(mail.to)).toMatchObject([{ subject: mail.subject, body: mail.text }]);
  });

  it('reports that a mailbox does not exist, permanently', async () => {
    const { port, unknownMailbox } = await harness();
    const failure = await failureOf(port.send({ ...fresh(), to: unknownMailbox }));
    expect(failure).toMatchObject({ failure: 'invalid_recipient', retryable: false, serverCode: '550' });
    expect(failure.message).not.toContain(unknownMailbox);
  });

  it.each([
    ['not a mailbox', 'nobody'],
    ['two mailboxes', 'a@example.org, b@example.org'],
    ['a command', 'a@example.org>\r\nRCPT TO:<b@example.org'],
  ])('rejects %s as a recipient', async (_what, to) => {
    const { port, accepted } = await harness();
    expect(await failureOf(port.send({ ...fresh(), to }))).toMatchObject({ retryable: false });
    expect(await accepted('b@example.org')).toEqual([]);
  });

  it('reports that a mail is rejected, permanently', async () => {
    const { port, failNext } = await harness();
    failNext('data', 554);
    expect(await failureOf(port.send(fresh()))).toMatchObject({ failure: 'rejected', retryable: false });
  });

  it('reports a forbidden sender as our own fault', async () => {
    const { port, failNext } = await harness();
    failNext('mail', 553);
    expect(await failureOf(port.send(fresh()))).toMatchObject({ failure: 'misconfigured', retryable: false });
  });

  it.each([
    ['mail', 421],
    ['recipient', 450],
    ['data', 452],
  ] as const)('reports a "later" to the %s as a reason to retry', async (at, code) => {
    const { port, failNext, accepted } = await harness();
    const mail = fresh();
    failNext(at, code);
    expect(await failureOf(port.send(mail))).toMatchObject({ failure: 'deferred', retryable: true });
    await port.send(mail);
    expect(await accepted(mail.to)).toHaveLength(1);
  });

  it('reports a server that does not run as a temporary outage', async () => {
    const { down } = await harness();
    expect(await failureOf(down.send(fresh()))).toMatchObject({ failure: 'unavailable', retryable: true });
  });

  it('gives up on a server that does not answer', async () => {
    const { impatient, fallSilentNext, accepted } = await harness();
    const mail = fresh();
    fallSilentNext({ accept: false });
    expect(await failureOf(impatient.send(mail))).toMatchObject({ failure: 'unavailable', retryable: true });
    await untilTaken(() => impatient.send(mail));
    expect(await accepted(mail.to)).toHaveLength(1);
  });

  it('repeats as the same mail what was accepted although the answer was lost', async () => {
    const { impatient, fallSilentNext, accepted } = await harness();
    const mail = fresh();
    fallSilentNext({ accept: true });
    await failureOf(impatient.send(mail));
    const { messageId } = await untilTaken(() => impatient.send(mail));
    expect(await accepted(mail.to)).toMatchObject([{ id: messageId }]);
  });

  it('sends one key once, also when called concurrently', async () => {
    const { port, accepted } = await harness();
    const mail = fresh();
    const ids = await Promise.all(Array.from({ length: 10 }, () => port.send(mail)));
    const again = await port.send(mail);
    expect(new Set([...ids, again].map((one) => one.messageId)).size).toBe(1);
    expect(await accepted(mail.to)).toHaveLength(1);
  });
}
