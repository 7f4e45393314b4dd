import type { AddressInfo } from 'node:net';
import type { SMTPServer, SMTPServerDataStream, SMTPServerError, SMTPServerSession } from 'smtp-server';
import type { SandboxOutbox } from '../../ports/messaging.ts';

export interface SandboxSmtpOptions {
  readonly outbox: SandboxOutbox;
  /** Asked for when given. */
  readonly login?: { readonly user: string; readonly password: string };
  /** PEM; without it the server knows no TLS. `from` says when it begins: with STARTTLS, demanded, or at once. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly from: 'starttls' | 'connect' };
}

/** What the next mail meets instead of being taken. */
export type SmtpFault =
  | { readonly kind: 'reply'; readonly to: 'mail' | 'recipient' | 'data'; readonly code: number }
  /** Says nothing until any client has given up; `accept` keeps the mail all the same. */
  | { readonly kind: 'silence'; readonly accept: boolean };

/** The mailbox that does not exist; all others do. RFC 2606 reserves the domain. */
export const UNKNOWN_MAILBOX = 'nobody@unknown.invalid';

/**
 * A real SMTP server on a local port, which keeps every mail in the outbox instead of passing it on. People and tests
 * of a development system read them there. Two mails of one Message-ID are one, as in many real mailboxes.
 */
export class SandboxSmtp {
  readonly #options: SandboxSmtpOptions;
  readonly #faults: SmtpFault[] = [];
  #server: SMTPServer | undefined;

  constructor(options: SandboxSmtpOptions) {
    this.#options = options;
  }

  /** Listens on a free local port. @returns the URL for the adapter. */
  async start(): Promise<string> {
    const { SMTPServer } = await import('smtp-server');
    const { login, tls } = this.#options;
    const server = new SMTPServer({
      banner: 'Kiwimesh sandbox: mail goes nowhere',
      ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert, secure: tls.from === 'connect' }),
      disabledCommands: [
        ...(tls === undefined ? ['STARTTLS'] : []),
        ...(login === undefined ? ['AUTH'] : []),
      ],
      authOptional: login === undefined,
      size: 1_048_576,
      closeTimeout: 1,
      logger: false,
      onAuth: (given, _session, done) =>
        given.username === login?.user && given.password === login?.password
          ? done(null, { user: given.username })
          : done(reply(535, '5.7.8 Authentication credentials invalid')),
      onMailFrom: (_address, session, done) => done(this.#refusal('mail') ?? this.#demand(session)),
      onRcptTo: ({ address }, _session, done) =>
        done(
          address === UNKNOWN_MAILBOX ? reply(550, '5.1.1 No such mailbox here') : this.#refusal('recipient'),
        ),
      onData: (stream, session, done) => {
        this.#take(stream, session).then(
          (answer) => answer === 'silence' || done(answer),
          () => done(reply(451, '4.3.0 Local error in processing')),
        );
      },
    });
    // Some tests disconnect in the middle on purpose.
    server.on('error', () => {});
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve());
    });
    server.server.unref();
    const { port } = server.server.address() as AddressInfo;
    const account =
      login === undefined ? '' : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`;
    return `${tls?.from === 'connect' ? 'smtps' : 'smtp'}://${account}localhost:${port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    for (const connection of server.connections) connection.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Faults for the next mails, one each, in this order. */
  failNext(...faults: SmtpFault[]): void {
    this.#faults.push(...faults);
  }

  #refusal(at: 'mail' | 'recipient' | 'data'): SMTPServerError | null {
    const next = this.#faults[0];
    if (next?.kind !== 'reply' || next.to !== at) return null;
    this.#faults.shift();
    return reply(next.code, next.code < 500 ? '4.3.2 Not now' : '5.7.1 Not here');
  }

  #demand(session: SMTPServerSession): SMTPServerError | null {
    const demanded = this.#options.tls !== undefined && !session.secure;
    return demanded ? reply(530, '5.7.0 Must issue a STARTTLS command first') : null;
  }

  async #take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<SMTPServerError | null | 'silence'> {
    const { default: PostalMime } = await import('postal-mime');
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) return reply(552, '5.3.4 Message too big');
    const fault = this.#refusal('data') ?? this.#faults.shift();
    if (fault instanceof Error) return fault;
    if (fault?.kind === 'silence' && !fault.accept) return 'silence';
    const mail = await PostalMime.parse(Buffer.concat(chunks));
    const id = mail.messageId?.replace(/^<|>$/g, '') ?? session.id;
    for (const { address } of session.envelope.rcptTo) {
      await this.#options.outbox.keep({
        id,
        channel: 'email',
        to: address,
        subject: mail.subject ?? '',
        body: (mail.text ?? '').trimEnd(),
        sentAt: new Date(),
      });
    }
    return fault === undefined ? null : 'silence';
  }
}

function reply(responseCode: number, message: string): SMTPServerError {
  return Object.assign(new Error(message), { responseCode });
}
