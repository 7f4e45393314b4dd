import type { Signals } from '../../kernel/coordination/signals.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import type { EmailPort } from '../../ports/email.ts';
import type { MessageWording, MessagingPort } from '../../ports/messaging.ts';
import type { AccountsFace, OrganisationsFace } from '../organisations/index.ts';
import type { SettingsFace } from '../system/index.ts';
import type { OtpLimits } from './codes/limits.ts';
import type { CodeText, PhoneChannel } from './codes/message.ts';

export interface IdentityNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly system: { readonly settings: SettingsFace };
  /** Notifies of ended sessions and changed keys; opened and closed by the platform. */
  readonly signals: Signals;
  /** At least 32 characters each, the same in all processes. The first signs; the others only verify. */
  readonly secrets: readonly string[];
  readonly messaging: MessagingPort;
  /** Where texts of SMS have to be registered, warns of those that are not. */
  readonly messageTexts: { expect(texts: readonly MessageWording[]): void };
  readonly email: EmailPort;
  /** Which ports keep messages instead of sending them: development and test only. */
  readonly sandboxes: {
    readonly messaging: boolean;
    readonly email: boolean;
    /** Waits (briefly) until the messages requested so far have been sent. */
    settled(): Promise<void>;
  };
  /** Base URL of this installation, without a trailing slash; called when an email is composed. */
  readonly publicUrl: () => string;
  readonly region: {
    readonly languages: readonly [string, ...string[]];
    readonly timezone: string;
    /** ISO 3166; dates in mails are written as there. */
    readonly country: string;
    /** The usual way of a message to a phone first. */
    readonly phoneChannels: readonly [PhoneChannel, ...PhoneChannel[]];
    /** Texts of the region pack, by language. */
    readonly messages: Readonly<Record<string, { readonly signInCode?: CodeText }>>;
  };
  readonly clock: Clock;
  readonly log: { info(message: string): void };
  /** Overrides for tests. */
  readonly otpLimits?: Partial<OtpLimits>;
}
