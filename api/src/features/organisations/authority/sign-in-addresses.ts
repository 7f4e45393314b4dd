import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type {
  AddressChanges,
  AddressChannel,
  NewAddressChange,
  PresentAddress,
} from '../people/identity-services.ts';
import { organisationsProblems } from '../problems.ts';
import { unprocessable } from '../records.ts';
import { requirePerson } from './api-keys.ts';
import { checkAuthorityOverResidents } from './residents.ts';

/** Whose address it is. */
export type AddressOwner =
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'resident'; readonly id: string; readonly communityId: string };

/**
 * - `unchanged`: nothing to do;
 * - `direct`: written at once, but not used for signing in until the person has confirmed it;
 * - `pending`: kept beside the current address until the person confirms it, or a super admin approves it after a waiting
 *   period that the current address is notified of.
 */
export type AddressDecision = 'unchanged' | 'direct' | 'pending';

/**
 * Decides whether the caller may change a person's sign-in address now, and what has to happen first. Operations, imports
 * and the command line all decide here, so that permission to edit a person never lets the caller sign in as them.
 * @param next null clears the address.
 * @throws Problem `person_required` for a key; `owner_required` for clearing an address in use; `served_by_others`;
 *   `unprocessable` for the caller's own address, which is changed at `/v1/me/address-changes`.
 */
export async function decideAddressChange(
  uow: UnitOfWork,
  owner: AddressOwner,
  channel: AddressChannel,
  present: PresentAddress,
  next: string | null,
): Promise<AddressDecision> {
  if (next === present.address) return 'unchanged';
  const pointer = `/${channel}`;
  requirePerson(uow.scope, pointer, 'A sign-in address');
  if (owner.id === (uow.scope.staffId ?? uow.scope.residentId)) {
    throw unprocessable(
      pointer,
      'Change your own address with POST /v1/me/address-changes, which sends a code to the new one.',
    );
  }
  if (present.inUse) {
    if (next !== null) return 'pending';
    const detail =
      'The person signs in with this address: it cannot be removed, only replaced with their consent.';
    throw new Problem(organisationsProblems.owner_required, { detail, errors: [{ pointer, detail }] });
  }
  // The holder of a resident's first phone can sign in with it, so not every hospital that serves them may replace it.
  if (owner.kind === 'resident' && channel === 'phone')
    await checkAuthorityOverResidents(uow, owner.communityId, pointer);
  return 'direct';
}

type Columns = { readonly [channel in AddressChannel]?: string | null };

/** What an edit writes now, and what is kept until the person confirms it. */
export interface AddressPlan<C> {
  readonly columns: C;
  readonly pending: readonly NewAddressChange[];
  /** To be called in the same unit of work, after the columns are written. */
  recordChanges(): Promise<void>;
}

/** Decides every change of a sign-in address among the columns of an edit, and removes those that have to wait. */
export async function planAddressChanges<C extends Columns>(
  uow: UnitOfWork,
  changes: AddressChanges,
  owner: AddressOwner,
  present: { readonly [channel in AddressChannel]?: PresentAddress },
  columns: C,
): Promise<AddressPlan<C>> {
  const person = { kind: owner.kind, id: owner.id };
  const written: Record<string, unknown> = { ...columns };
  const recorded: NewAddressChange[] = [];
  const withdrawn: AddressChannel[] = [];
  for (const channel of ['phone', 'email'] as const) {
    const [next, now] = [columns[channel], present[channel]];
    if (next === undefined || now === undefined) continue;
    const decision = await decideAddressChange(uow, owner, channel, now, next);
    if (decision === 'unchanged') withdrawn.push(channel);
    if (decision === 'pending') delete written[channel];
    // An unused account has no one to notify, except for a resident's phone, whose holder can sign in with it.
    const notified = decision === 'pending' || (owner.kind === 'resident' && channel === 'phone');
    if (decision !== 'unchanged' && next !== null && notified) {
      recorded.push({ person, channel, address: next, previous: now.address, direct: decision === 'direct' });
    }
  }
  return {
    columns: written as C,
    pending: recorded.filter(({ direct }) => !direct),
    async recordChanges() {
      for (const change of recorded) await changes.record(uow, change);
      if (uow.scope.staffId === null) return;
      for (const channel of withdrawn) await changes.withdraw(uow, person, channel);
    },
  };
}
