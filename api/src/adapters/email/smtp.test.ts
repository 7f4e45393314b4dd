import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { TEST_CERTIFICATE } from '../../../test/support/suites/certificate.ts';
import { type EmailHarness, emailContract } from '../../../test/support/suites/email-contract-suite.ts';
import { EffectLedger } from '../../kernel/effects/ledger.ts';
import { emailOnce } from '../../platform/once.ts';
import type { Email } from '../../ports/email.ts';
import { MemorySandboxOutbox } from '../messaging/sandbox-twilio.ts';
import { SandboxSmtp, type SandboxSmtpOptions, UNKNOWN_MAILBOX } from './sandbox-smtp.ts';
import { messageIdOf, SmtpEmail } from './smtp.ts';

const FROM = 'Kiwimesh <no-reply@kiwimesh.example>';
const LOGIN = { user: 'kiwimesh@example.org', password: 'p@ss/word:1' };
/** Milliseconds: what a silent server costs each test of it. */
const IMPATIENT = 700;

const running: SandboxSmtp[] = [];
const opened = testDatabase();
afterAll(async () => {
  await (await opened).close();
  await Promise.all(running.map((sandbox) => sandbox.stop()));
});

async function open(options: Omit<SandboxSmtpOptions, 'outbox'>) {
  const outbox = new MemorySandboxOutbox();
  const sandbox = new SandboxSmtp({ ...options, outbox });
  running.push(sandbox);
  return { sandbox, outbox, url: await sandbox.start() };
}

async function harness(options: Omit<SandboxSmtpOptions, 'outbox'> = {}): Promise<EmailHarness> {
  const { sandbox, outbox, url } = await open(options);
  const trust = options.tls === undefined ? {} : { ca: options.tls.cert };
  const effects = new EffectLedger({ database: (await opened).database, worker: () => null });
  const adapter = (to: string, more: { timeout?: number } = {}) =>
    emailOnce(new SmtpEmail({ url: to, from: FROM, ...trust, ...more }), effects);
  const closed = new URL(url);
  closed.port = String(await freePort());
  return {
    port: adapter(url),
    impatient: adapter(url, { timeout: IMPATIENT }),
    down: adapter(closed.href),
    accepted: (to) => outbox.list(to),
    failNext: (to, code) => sandbox.failNext({ kind: 'reply', to, code }),
    fallSilentNext: ({ accept }) => sandbox.failNext({ kind: 'silence', accept }),
    unknownMailbox: UNKNOWN_MAILBOX,
  };
}

/** A port without a listener. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const mail: Email = {
  to: 'one@example.org',
  subject: 'x',
  text: 'x',
  idempotencyKey: 'one',
};

describe('smtp to a server on this machine', () => emailContract(() => harness()));

describe('smtp with STARTTLS and a password', () =>
  emailContract(() => harness({ login: LOGIN, tls: { ...TEST_CERTIFICATE, from: 'starttls' } })));

describe('smtp with TLS from the first byte', () =>
  emailContract(() => harness({ tls: { ...TEST_CERTIFICATE, from: 'connect' } })));

describe('smtp', () => {
  it('sends nothing to a server that offers no TLS where TLS is demanded', async () => {
    const { url, outbox } = await open({});
    const port = new SmtpEmail({ url, from: FROM, ca: TEST_CERTIFICATE.cert });
    await expect(port.send(mail)).rejects.toMatchObject({ failure: 'misconfigured', retryable: false });
    expect(await outbox.list()).toEqual([]);
  });

  it('rejects a certificate without a trusted issuer', async () => {
    for (const from of ['starttls', 'connect'] as const) {
      const { url, outbox } = await open({ tls: { ...TEST_CERTIFICATE, from } });
      const port = new SmtpEmail({ url, from: FROM });
      await expect(port.send(mail)).rejects.toMatchObject({ failure: 'misconfigured' });
      expect(await outbox.list()).toEqual([]);
    }
  });

  it('names a wrong password as our own fault', async () => {
    const { url } = await open({ login: LOGIN, tls: { ...TEST_CERTIFICATE, from: 'starttls' } });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    const port = new SmtpEmail({ url: wrong.href, from: FROM, ca: TEST_CERTIFICATE.cert });
    await expect(port.send(mail)).rejects.toMatchObject({ failure: 'misconfigured', serverCode: '535' });
  });

  it('lets no line break of a value become a header, a recipient or a command', async () => {
    const { url, outbox } = await open({});
    const port = new SmtpEmail({ url, from: FROM });
    for (const to of [
      'one@example.org\r\nRCPT TO:<two@example.org>',
      'one@example.org>\r\nDATA',
      'one@example.org, two@example.org',
      'one@example.org\nBcc: two@example.org',
    ]) {
      await expect(port.send({ ...mail, to, idempotencyKey: to })).rejects.toMatchObject({
        failure: 'invalid_recipient',
      });
    }
    expect(await outbox.list()).toEqual([]);
    await port.send({
      ...mail,
      subject: 'x\r\nBcc: two@example.org\r\n\r\nanother text',
      text: 'one\r\n.\r\nMAIL FROM:<no-reply@kiwimesh.example>\r\n',
      idempotencyKey: 'injected',
    });
    expect(await outbox.list()).toMatchObject([
      { to: mail.to, subject: expect.stringMatching(/^x\s*Bcc: two@example\.org\s*another text$/) },
    ]);
    expect((await outbox.list())[0]?.body).toContain('MAIL FROM:<no-reply@kiwimesh.example>');
  });

  it('derives the same opaque Message-ID from a key in every process', () => {
    const id = messageIdOf('invitation:0193a5f0', FROM);
    expect(id).toBe(messageIdOf('invitation:0193a5f0', 'no-reply@kiwimesh.example'));
    expect(id).toMatch(/^[0-9a-f]{40}@kiwimesh\.example$/);
    expect(messageIdOf('invitation:0193a5f1', FROM)).not.toBe(id);
  });
});
