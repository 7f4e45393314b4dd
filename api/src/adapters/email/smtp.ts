import { createHash } from 'node:crypto';
import { type Email, EmailError, type EmailFailure, type EmailPort } from '../../ports/email.ts';

export interface SmtpOptions {
  /**
   * `smtps://user:password@host` speaks TLS from the first byte (port 465, RFC 8314), `smtp://…` turns it on with
   * STARTTLS (port 587) and sends nothing without it, unless the server is this machine itself.
   */
  readonly url: string;
  /** The sender: `Kiwimesh <no-reply@example.org>`, or an address alone. */
  readonly from: string;
  /** PEM of an authority to trust beside the usual ones. */
  readonly ca?: string;
  /** Milliseconds for one whole mail, from connecting to the server's answer. Default 20 000. */
  readonly timeout?: number;
}

/** One mailbox. The server decides whether it exists; this check keeps it one address in one line. */
const MAILBOX = /^[^\s<>,;:"@]+@[^\s<>,;:"@]+$/u;
/** Node's codes for an untrusted certificate and for a broken TLS conversation. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_(TLS|SSL)|^EPROTO$/;

/** Where plain SMTP is no risk: nothing leaves the machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/**
 * Mail over SMTP (RFC 5321) with nodemailer, loaded at the first mail. One connection a mail: invitations and resets
 * come one by one, and a server that drops idle connections then needs no attention.
 *
 * SMTP has no idempotency keys, and a server cannot be asked what it has taken. Every attempt carries a Message-ID made from
 * the key: where the answer of the server was lost, the second copy is recognisable as the same mail (RFC 5322 section
 * 3.6.4), and mailboxes that compare Message-IDs show one.
 */
export class SmtpEmail implements EmailPort {
  readonly #options: SmtpOptions;
  #transport: ReturnType<typeof connect> | undefined;

  constructor(options: SmtpOptions) {
    this.#options = options;
  }

  send(email: Email): Promise<{ readonly messageId: string }> {
    return this.#send(email).catch((error: unknown) => {
      throw emailError(error);
    });
  }

  async #send({ to, subject, text, html, idempotencyKey }: Email): Promise<{ readonly messageId: string }> {
    if (!MAILBOX.test(to)) throw new EmailError('invalid_recipient', 'EENVELOPE');
    this.#transport ??= connect(this.#options);
    const transport = await this.#transport;
    const { from, timeout = 20_000 } = this.#options;
    const messageId = messageIdOf(idempotencyKey, from);
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      ...(html === undefined ? {} : { html }),
      messageId: `<${messageId}>`,
      // No automatic reply should answer (RFC 3834 section 5).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(timeout),
    });
    return { messageId };
  }
}

/** `<digest of the key>@<domain of the sender>`: the same in every process, and revealing nothing of the key. */
export function messageIdOf(idempotencyKey: string, from: string): string {
  const digest = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40);
  return `${digest}@${addressOf(from).split('@').at(-1)}`;
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

async function connect({ url, ca, timeout = 20_000 }: SmtpOptions) {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const local = LOOPBACK.has(hostname);
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && (!local || ca !== undefined),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // TLS 1.2 is the least that is fit for use (RFC 9325 section 3.1.1).
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // A mail is made of what it was given: never of a file or of another server's reply.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What nodemailer throws: `code` says where it broke, `responseCode` is the server's reply when there was one. */
function emailError(error: unknown): EmailError {
  if (error instanceof EmailError) return error;
  const { code, originalCode, command, responseCode } = error as {
    code?: string;
    originalCode?: string;
    command?: string;
    responseCode?: number;
  };
  if (responseCode !== undefined) {
    return new EmailError(failureOf(code, command, responseCode), String(responseCode));
  }
  const untrusted = originalCode !== undefined && UNTRUSTED.test(originalCode);
  const failure = untrusted ? 'misconfigured' : failureOf(code, command, undefined);
  return new EmailError(failure, originalCode ?? code ?? null);
}

function failureOf(
  code: string | undefined,
  command: string | undefined,
  reply: number | undefined,
): EmailFailure {
  if (reply !== undefined && reply >= 400 && reply < 500) return 'deferred';
  // Whose word a certificate is, or that none is offered, is for an operator to fix; so is a wrong password.
  if (code === 'ETLS' || code === 'EAUTH' || code === 'ENOAUTH' || code === 'ECONFIG') return 'misconfigured';
  // 530 must say STARTTLS or AUTH first, 534/535/538 the credential (RFC 4954 section 6, RFC 3207 section 4).
  if (reply !== undefined && [530, 534, 535, 538].includes(reply)) return 'misconfigured';
  if (reply !== undefined && reply >= 500) {
    if (command === 'MAIL FROM') return 'misconfigured';
    return command === 'RCPT TO' ? 'invalid_recipient' : 'rejected';
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'invalid_recipient';
  return 'unavailable';
}
