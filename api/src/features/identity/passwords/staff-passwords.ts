import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { StaffPasswords } from '../../organisations/index.ts';
import { hasPassword, setPassword } from './credentials.ts';
import { hashPassword } from './hashing.ts';
import { assertAcceptablePassword, passwordFault } from './policy/policy.ts';

/**
 * Sets passwords for organisations, which is composed before identity. Apart from `credentials.ts`, which commands of the
 * CLI use: the native code of the password hash is not part of the published CLI.
 */
export const staffPasswords: StaffPasswords = {
  check: assertAcceptablePassword,
  faultIn: (password, about) => passwordFault(password, about)?.detail ?? null,
  hash: hashPassword,
  isSet: (staffId) => asSystem('is there a password', (system) => hasPassword(system, staffId)),
  set: setPassword,
};
