import type { Database } from '../../../kernel/db/unit/database.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import type { EmailPort } from '../../../ports/email.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import type { SettingsFace } from '../../system/index.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { inviteStaff } from '../subscribers.ts';
import { Invitations } from './invitations.ts';
import { AccountLinks } from './links.ts';
import { AccountMailer } from './mailer.ts';
import { PasswordResets, type ResetLimits } from './password-resets.ts';
import { LinkService } from './service.ts';

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly settings: SettingsFace;
  readonly keyring: Keyring;
  readonly email: EmailPort;
  /** Base URL of this installation, without a trailing slash; called when an email is composed. */
  readonly publicUrl: () => string;
  /** BCP 47, for people who have chosen none. */
  readonly language: string;
  /** IANA, for times in emails. */
  readonly timezone: string;
  /** ISO 3166; times are written as there. */
  readonly country: string;
  readonly resetLimits: ResetLimits;
}

export interface LinkParts {
  readonly invitations: Invitations;
  readonly links: LinkService;
  readonly resets: PasswordResets;
  readonly subscribers: readonly Subscriber[];
  readonly jobs: readonly JobDefinition[];
}

/** Invitations, password resets and the emails about accounts. */
export function createLinks(deps: Deps): LinkParts {
  const { database, organisations, settings, keyring } = deps;
  const links = new AccountLinks({ accounts: organisations, keyring });
  const shared = { ...deps, accounts: organisations, links };
  const validHours = async () => (await settings.current()).invitations.validHours;
  const invitations = new Invitations({ ...shared, validHours });
  return {
    invitations,
    links: new LinkService({ database, organisations, links, invitations }),
    resets: new PasswordResets({ ...shared, limits: deps.resetLimits }),
    subscribers: [inviteStaff(invitations)],
    jobs: new AccountMailer(shared).jobs(),
  };
}
