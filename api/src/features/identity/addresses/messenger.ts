import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { EmailPort } from '../../../ports/email.ts';
import type { MessagingPort } from '../../../ports/messaging.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { personOf } from '../accounts/person.ts';
import { deliver, type OtpChannel, type PhoneChannel } from '../codes/message.ts';
import { SendAddressCode, SendAddressNotice } from '../jobs.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type AddressNotice, codeText, noticeText, type Text } from './messages.ts';
import { AddressChange } from './models.ts';
import { CODE_MINUTES, codeName } from './proofs.ts';
import { newAddress } from './record.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly keyring: Keyring;
  readonly messaging: MessagingPort;
  readonly email: EmailPort;
  /** BCP 47, for people who have chosen none. */
  readonly language: string;
  /** IANA, for times in messages. */
  readonly timezone: string;
  /** ISO 3166; times are written as there. */
  readonly country: string;
  /** The usual way of a message to a phone first. */
  readonly phoneChannels: readonly [PhoneChannel, ...PhoneChannel[]];
}

interface OutgoingMessage extends Text {
  readonly channel: OtpChannel;
  readonly to: string;
  readonly idempotencyKey: string;
}

/** Sends codes and notices. Job payloads hold ids only; address, language and code are read when the message is sent. */
export class AddressMessenger {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  jobs(): readonly JobDefinition[] {
    return [
      jobHandler(SendAddressCode, {
        maxAttempts: 5,
        handle: ({ changeId, send }) => this.#sendCode(changeId, send),
      }),
      jobHandler(SendAddressNotice, {
        maxAttempts: 10,
        handle: ({ changeId, notice }) => this.#sendNotices(changeId, notice),
      }),
    ];
  }

  /** Sends nothing if a newer code has been requested or the change is closed. */
  async #sendCode(changeId: string, send: number): Promise<void> {
    const { database, accounts, keyring, language, phoneChannels } = this.#deps;
    const message = await database.asSystem(
      'send the code of an address',
      async (uow): Promise<OutgoingMessage | null> => {
        const change = await AddressChange.query(uow.trx).findById(changeId);
        if (change === undefined || change.closedAt !== null || change.codeSends !== send) return null;
        const person = await accounts.signInAddresses(uow, personOf(change));
        if (person === null || !person.active) return null;
        const [code] = keyring.codes(codeName(changeId, send));
        return {
          channel: change.channel === 'phone' ? phoneChannels[0] : 'email',
          to: newAddress(change),
          ...codeText(code, CODE_MINUTES, person.language ?? language),
          idempotencyKey: `address-code:${changeId}:${send}`,
        };
      },
    );
    if (message !== null) await deliver(this.#deps, message);
  }

  async #sendNotices(changeId: string, notice: AddressNotice): Promise<void> {
    const messages = await this.#deps.database.asSystem('notify about a changed address', (uow) =>
      this.#notices(uow, changeId, notice),
    );
    for (const message of messages) await deliver(this.#deps, message);
  }

  /** To every address of the person except the new one, which may belong to someone else. */
  async #notices(
    uow: UnitOfWork,
    changeId: string,
    notice: AddressNotice,
  ): Promise<readonly OutgoingMessage[]> {
    const { accounts, language, timezone, country, phoneChannels } = this.#deps;
    const change = await AddressChange.query(uow.trx).findById(changeId);
    if (change === undefined || (notice === 'requested' && change.closedAt !== null)) return [];
    const person = await accounts.signInAddresses(uow, personOf(change));
    if (person === null) return [];
    const recipients = [
      ...(change.previous === null ? [] : [{ channel: change.channel, address: change.previous }]),
      ...(['phone', 'email'] as const).flatMap((channel) => {
        const present = person[channel];
        return present?.inUse === true && present.address !== null
          ? [{ channel, address: present.address }]
          : [];
      }),
    ].filter(({ address }) => address !== change.address);
    const text = noticeText(
      change.address === null ? 'removed' : notice,
      change.channel,
      change.approvableAt,
      {
        language: person.language ?? language,
        timezone,
        country,
      },
    );
    return recipients.map(({ channel, address }) => ({
      channel: channel === 'phone' ? phoneChannels[0] : 'email',
      to: address,
      ...text,
      idempotencyKey: `address-notice:${changeId}:${notice}:${channel}`,
    }));
  }
}
