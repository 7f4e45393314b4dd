import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { type Email, EmailError, type EmailPort } from '../../../ports/email.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { type Notice, SendAccountLink, SendAccountNotice } from '../jobs.ts';
import { AccountLink } from '../models.ts';
import { hasPassword } from '../passwords/credentials.ts';
import type { AccountLinks } from './links.ts';
import { linkMail, noticeMail } from './mails.ts';
import { RESET_MINUTES } from './password-resets.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly links: AccountLinks;
  readonly email: EmailPort;
  /** Base URL of this installation, without a trailing slash; known once the process listens. */
  readonly publicUrl: () => string;
  readonly language: string;
  /** IANA, for times in emails. */
  readonly timezone: string;
  /** ISO 3166; times are written as there. */
  readonly country: string;
}

/**
 * With the backoff of jobs, ten attempts outlast an outage of the mail server of some hours. A link that expires in the
 * meantime is not sent.
 */
const ATTEMPTS = 10;

/** Sends the emails about accounts. Job payloads hold ids only; address, language and link are read when sending. */
export class AccountMailer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  jobs(): readonly JobDefinition[] {
    return [
      jobHandler(SendAccountLink, {
        maxAttempts: ATTEMPTS,
        handle: ({ linkId, send }) => this.sendLink(linkId, send),
      }),
      jobHandler(SendAccountNotice, {
        maxAttempts: ATTEMPTS,
        handle: (data, { key }) => this.sendNotice(data, key),
      }),
    ];
  }

  /** Sends nothing if the link is used, replaced or expired, or belongs to no one. */
  async sendLink(linkId: string, send: number): Promise<void> {
    const { database } = this.#deps;
    const email = await database.asSystem('prepare the mail of an account link', async (uow) => {
      const link = await AccountLink.query(uow.trx).findById(linkId);
      if (link === undefined || link.usedAt !== null || link.closedAt !== null) return null;
      if (link.expiresAt <= uow.now) return null;
      const contact = await this.#deps.links.recipient(uow, link);
      if (contact === null) return null;
      const known = await hasPassword(uow, contact.id);
      if (link.purpose === 'invitation' && known) return null;
      return this.#linkEmail(link, contact.email, known, send);
    });
    if (email === null || !(await this.#send(email))) return;
    await database.asSystem('note that an account link was sent', async (uow) => {
      await AccountLink.query(uow.trx).findById(linkId).patch({ sentAt: uow.now });
    });
  }

  /** Notifies the owner of an account of a change to it. */
  async sendNotice(
    data: { readonly staffId: string; readonly notice: Notice; readonly at: string },
    key: string,
  ): Promise<void> {
    const { database, accounts, language, timezone, country } = this.#deps;
    const contact = await database.asSystem('prepare a notice about an account', (uow) =>
      accounts.staffContact(uow, data.staffId),
    );
    if (contact === null) return;
    const setting = { language: contact.language ?? language, timezone, country };
    const mail = noticeMail(data.notice, new Date(data.at), setting);
    await this.#send({ ...mail, to: contact.email, idempotencyKey: `account-notice:${key}` });
  }

  #linkEmail(link: AccountLink, to: string, known: boolean, send: number): Email | null {
    const { links, publicUrl, timezone, country } = this.#deps;
    const setting = { language: link.language, timezone, country };
    const idempotencyKey = `account-link:${link.id}:${send}`;
    if (link.purpose === 'password_reset' && !known) {
      return { ...linkMail({ kind: 'not_set_up' }, null, setting), to, idempotencyKey };
    }
    const token = links.tokenOf(link);
    if (token === null) return null;
    // In the fragment, which browsers do not send: the token appears in no log and no Referer.
    const url = `${publicUrl()}/account#${link.purpose.replace('_', '-')}=${token}`;
    const kind =
      link.purpose === 'invitation'
        ? ({ kind: 'invitation', expiresAt: link.expiresAt } as const)
        : ({ kind: 'password_reset', minutes: RESET_MINUTES } as const);
    return { ...linkMail(kind, url, setting), to, idempotencyKey };
  }

  /** @returns false if the provider rejects the email permanently. */
  async #send(email: Email): Promise<boolean> {
    try {
      await this.#deps.email.send(email);
      return true;
    } catch (error) {
      if (error instanceof EmailError && error.final) return false;
      throw error;
    }
  }
}
