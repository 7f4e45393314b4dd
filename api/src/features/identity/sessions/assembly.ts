import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import type { SettingsFace } from '../../system/index.ts';
import { EnrolmentCheck } from '../second-factor/enrolment.ts';
import { SecondFactor } from '../second-factor/second-factor.ts';
import { AccessTokens } from './access-tokens.ts';
import { Keyring } from './keyring.ts';
import { Revocations } from './revocations.ts';
import { Sessions } from './service.ts';
import { SessionUse } from './use.ts';

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly settings: SettingsFace;
  readonly signals: Signals;
  readonly secrets: readonly string[];
  readonly clock: Clock;
}

/** Sessions with their tokens, and the second factor, which access tokens depend on. */
export function createSessions({ database, organisations, settings, signals, secrets, clock }: Deps) {
  const keyring = new Keyring(secrets);
  const secondFactor = new SecondFactor(keyring);
  const enrolment = new EnrolmentCheck(database, settings, secondFactor);
  const tokens = new AccessTokens(keyring, clock, (staff) => enrolment.mustEnrol(staff));
  const revocations = new Revocations(database, signals, clock);
  const use = new SessionUse(database, clock);
  const sessions = new Sessions({ database, accounts: organisations, keyring, tokens, revocations });
  return { keyring, secondFactor, enrolment, tokens, revocations, use, sessions };
}
