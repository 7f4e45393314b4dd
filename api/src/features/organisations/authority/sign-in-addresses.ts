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
 * - `direct`: written at once, and of no use for signing in until the person has proven it;
 * - `pending`: kept beside the present address until the person confirms it, or a super admin approves it after a
 *   waiting period of which the present address is told.
 */
export type AddressDecision = 'unchanged' | 'direct' | 'pending';

/**
 * Whether a caller may change a sign-in address of somebody now, and what has to happen first. Every route that writes
 * an address asks here: the operations, imports, the command line. Whoever may edit a person must not become them by it.
 * @param next null clears it.
 * @throws Problem `person_required` for a key; `owner_required` for clearing an address in use; `served_by_others`;
 *   `unprocessable` for the caller's own, which is changed at `/v1/me/address-changes`.
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
  // Whoever holds the first phone of a resident gets in with it, so not every hospital that reaches them may exchange it.
  if (owner.kind === 'resident' && channel === 'phone')
    await checkAuthorityOverResidents(uow, owner.communityId, pointer);
  return 'direct';
}

type Columns = { readonly [channel in AddressChannel]?: string | null };

/** What is written now, and what is kept until the person confirms it. */
export interface AddressPlan<C> {
  readonly columns: C;
  readonly pending: readonly NewAddressChange[];
  /** To be called in the same unit of work once the rest is written. */
  recordChanges(): Promise<void>;
}

/** Judges every sign-in address among the columns of an edit, and takes out those that have to wait. */
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
    // An account nobody has entered yet has nobody to tell, but for the resident whose phone opens it to its holder.
    const told = decision === 'pending' || (owner.kind === 'resident' && channel === 'phone');
    if (decision !== 'unchanged' && next !== null && told) {
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
