import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { dispatches } from '../../organisations/index.ts';
import { UnitMessageSeen, UnitMessageSent } from '../events.ts';
import { UnitMessage } from '../models.ts';
import { UNIT_ROLES } from '../reading/view.ts';
import type { UnitDeps } from '../service.ts';

export interface NewUnitMessage {
  readonly text: string;
  readonly bookingId?: string | undefined;
}

export interface UnitMessageFilter extends PageRequest {
  readonly unitId?: string | undefined;
  readonly bookingId?: string | undefined;
  readonly seen?: boolean | undefined;
}

/** Short texts of dispatchers to units, which say that they have seen them. */
export class UnitMessages {
  readonly #deps: UnitDeps;

  constructor(deps: UnitDeps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found` for the unit or the booking, `role_not_allowed` without the duty `dispatch`. */
  send(principal: Principal, unitId: string, { text, bookingId }: NewUnitMessage): Promise<UnitMessage> {
    const { database, organisations, booking } = this.#deps;
    return database.run(principal, async (uow) => {
      const [unit] = await organisations.responders(uow, { roles: UNIT_ROLES, ids: [unitId] });
      if (unit === undefined) throw new Problem('not_found', { detail: 'There is no such unit.' });
      const sender = await this.#dispatcher(uow, principal);
      if (sender === null) {
        const detail = 'Only administrators and staff with the duty dispatch send messages to units.';
        throw new Problem('role_not_allowed', { detail });
      }
      const about = bookingId === undefined ? null : await booking.linked.main(uow, bookingId);
      const { hospitalId } = unit;
      const row = await UnitMessage.query(uow.trx)
        .insert({
          id: v7(),
          unitId,
          hospitalId,
          bookingId: about?.id ?? null,
          residentId: about?.residentId ?? null,
          text,
          sentAt: uow.now,
          byId: sender.id,
          byName: sender.name,
          seenAt: null,
        })
        .returning('*');
      uow.about('unit_message', row.id, { hospitalId, communityId: null });
      uow.emit(UnitMessageSent(row.id, factsOf(row)));
      return row;
    });
  }

  /** Those of the hospital for who may send them; units read their own. */
  list(
    principal: Principal,
    { unitId, bookingId, seen, ...page }: UnitMessageFilter,
  ): Promise<Page<UnitMessage>> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = UnitMessage.query(uow.trx);
      whereGiven(query, { unit_id: unitId, booking_id: bookingId });
      if (seen === true) query.whereNotNull('seen_at');
      if (seen === false) query.whereNull('seen_at');
      if ((await this.#dispatcher(uow, principal)) === null) query.where('unit_id', idOf(principal));
      return newestPage(query, page);
    });
  }

  /** By the unit alone; a second time changes nothing. @throws Problem `not_found` */
  see(principal: Principal, id: string): Promise<UnitMessage> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await UnitMessage.query(uow.trx).findById(id).forUpdate();
      if (row === undefined || row.unitId !== idOf(principal)) {
        throw new Problem('not_found', { detail: 'There is no such message to you.' });
      }
      uow.about('unit_message', id, { hospitalId: row.hospitalId, communityId: null });
      if (row.seenAt !== null) return row;
      const after = await updateOne(UnitMessage.query(uow.trx).findById(id), { seenAt: uow.now });
      uow.emit(UnitMessageSeen(id, factsOf(after)));
      return after;
    });
  }

  /** The caller if they dispatch: administrators, and staff with the duty. */
  async #dispatcher(uow: UnitOfWork, principal: Principal) {
    if (principal.kind !== 'staff') return null;
    const staff = await this.#deps.organisations.staffOf(uow, principal.id);
    return dispatches(staff) ? { id: staff.id, name: staff.name } : null;
  }
}

const idOf = (principal: Principal): string => ('id' in principal ? principal.id : '');

function factsOf({ id, unitId, hospitalId, bookingId }: UnitMessage) {
  return { messageId: id, unitId, hospitalId, bookingId };
}
