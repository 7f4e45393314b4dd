import { v7 } from 'uuid';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { AddressChanges, NewAddressChange, PendingAddress } from '../../organisations/index.ts';
import { ownedBy, type Person, personColumns, personOf } from '../accounts/person.ts';
import { emitAddressEvent } from '../events.ts';
import { AddressChange } from './models.ts';

const HOUR = 3_600_000;
/**
 * Hours before a super admin may approve a change that the person has not confirmed: gives the owner of the current
 * address time to see the notice and object, even over a weekend.
 */
export const WAITING_HOURS = 72;
/** A change that is neither confirmed nor approved by then expires. */
export const PENDING_DAYS = 14;

/** Records changes of sign-in addresses for organisations, which is composed before identity. */
export const addressChanges: AddressChanges = {
  async record(uow, change) {
    const { person, direct } = change;
    const id = await asSystem('record a change of a sign-in address', async (system) => {
      await closeOpen(system, person, change.channel);
      return (await insertChange(system, change, requesterOf(uow))).id;
    });
    emitAddressEvent(uow, person, direct ? 'address_changed' : 'address_change_requested', { changeId: id });
  },

  async withdraw(_uow, person, channel) {
    await asSystem('withdraw a change of a sign-in address', (system) => closeOpen(system, person, channel));
  },

  async pendingOf(personIds) {
    if (personIds.length === 0) return new Map();
    const rows = await asSystem('show pending changes of sign-in addresses', async (system) =>
      AddressChange.query(system.trx)
        .whereNull('closed_at')
        .where('expires_at', '>', system.now)
        .where((either) => {
          either.whereIn('staff_id', [...personIds]).orWhereIn('resident_id', [...personIds]);
        })
        .orderBy('id'),
    );
    return Map.groupBy(rows.map(pendingAddress), ({ person }) => person.id);
  },
};

interface Requester {
  readonly kind: AddressChange['requestedByKind'];
  readonly id: string | null;
}

export function requesterOf({ scope }: UnitOfWork): Requester {
  if (scope.staffId !== null) return { kind: 'staff', id: scope.staffId };
  if (scope.residentId !== null) return { kind: 'resident', id: scope.residentId };
  return { kind: 'system', id: null };
}

/** The removal of an address by its owner. */
export interface RemovedAddress extends Omit<NewAddressChange, 'address' | 'direct'> {
  readonly address: null;
  readonly direct: true;
}

/** In a system unit of work. */
export async function insertChange(
  uow: UnitOfWork,
  { person, channel, address, previous, direct }: NewAddressChange | RemovedAddress,
  requester: Requester,
): Promise<AddressChange> {
  const own = requester.id === person.id;
  return AddressChange.query(uow.trx)
    .insert({
      id: v7(),
      ...personColumns(person),
      channel,
      address,
      previous: direct ? previous : null,
      state: direct ? 'applied' : 'pending',
      requestedByKind: requester.kind,
      requestedBy: requester.id,
      requestedAt: uow.now,
      approvableAt: direct || own ? null : new Date(uow.now.getTime() + WAITING_HOURS * HOUR),
      expiresAt: new Date(uow.now.getTime() + PENDING_DAYS * 24 * HOUR),
      codeSends: 0,
      codeGuesses: 0,
      codeSentAt: null,
      closedAt: direct ? uow.now : null,
    })
    .returning('*');
}

/** Withdraws the open change, if any, because a newer one replaces it. In a system unit of work. */
export async function closeOpen(
  uow: UnitOfWork,
  person: Person,
  channel: AddressChange['channel'],
): Promise<void> {
  await AddressChange.query(uow.trx)
    .patch({ state: 'withdrawn', closedAt: uow.now })
    .where(ownedBy(person))
    .where({ channel })
    .whereNull('closed_at');
}

export function pendingAddress(row: AddressChange): PendingAddress {
  const { id, channel, requestedAt, approvableAt, expiresAt } = row;
  const address = newAddress(row);
  return { id, person: personOf(row), channel, address, requestedAt, approvableAt, expiresAt };
}

/** The new address of a pending change; only an applied removal has none. */
export function newAddress({ id, address }: AddressChange): string {
  if (address === null) throw new Error(`the address change ${id} has no new address`);
  return address;
}
