import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import { newestPage } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { AlarmDeviceRegistered, AlarmDeviceRemoved, AlarmDeviceUpdated } from './events.ts';
import { AlarmDevice, type DeviceKind, Place } from './models.ts';
import { notFound, unprocessable, whereUnique } from './problems.ts';

export interface DeviceFields {
  readonly kind: DeviceKind;
  readonly placeId?: string | null;
  readonly residentId?: string | null;
}

export interface NewDevice extends DeviceFields {
  readonly deviceId: string;
}

export interface DeviceChanges extends Partial<DeviceFields> {
  readonly active?: boolean;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

/** The alarm devices of communities; each call is one unit of work in the caller's scope. */
export class DeviceRegister {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found` for a community out of reach. */
  list(principal: Principal, communityId: string, page: PageRequest): Promise<Page<AlarmDevice>> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.organisations.communityOf(uow, communityId);
      return newestPage(AlarmDevice.query(uow.trx).where({ community_id: communityId }), page);
    });
  }

  /** @throws Problem `not_found` */
  get(principal: Principal, id: string): Promise<AlarmDevice> {
    return this.#deps.database.run(principal, (uow) => found(uow, id));
  }

  /**
   * @throws Problem `not_found` for a community out of reach, `already_exists` for the id of another device,
   *   `unprocessable` for a place or resident of another community.
   */
  create(principal: Principal, communityId: string, fields: NewDevice): Promise<AlarmDevice> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.organisations.communityOf(uow, communityId);
      await this.#checkBelongs(uow, communityId, fields);
      const detail = 'The community already has a device with this id.';
      const row = await whereUnique('alarm_device_id_key', '/deviceId', detail, () =>
        AlarmDevice.query(uow.trx)
          .insert({
            id: v7(),
            communityId,
            placeId: null,
            residentId: null,
            ...fields,
            active: true,
            version: 1,
            createdAt: uow.now,
            updatedAt: uow.now,
          })
          .returning('*'),
      );
      uow.emit(AlarmDeviceRegistered(row.id, { alarmDeviceId: row.id, communityId }));
      return row;
    });
  }

  /** @throws Problem `not_found`, `precondition_failed`, `unprocessable` as for {@link create}. */
  update(
    principal: Principal,
    id: string,
    changes: DeviceChanges,
    expected: readonly number[] | undefined,
  ): Promise<AlarmDevice> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await found(uow, id, true);
      checkVersion(before.version, expected);
      await this.#checkBelongs(uow, before.communityId, changes);
      const row = await updateOne(AlarmDevice.query(uow.trx).findById(id), {
        ...changes,
        version: before.version + 1,
        updatedAt: uow.now,
      });
      uow.emit(AlarmDeviceUpdated(id, { alarmDeviceId: id, communityId: row.communityId }));
      return row;
    });
  }

  /** @throws Problem `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const { communityId } = await found(uow, id, true);
      await AlarmDevice.query(uow.trx).deleteById(id);
      uow.emit(AlarmDeviceRemoved(id, { alarmDeviceId: id, communityId }));
    });
  }

  async #checkBelongs(
    uow: UnitOfWork,
    communityId: string,
    { placeId, residentId }: Partial<DeviceFields>,
  ): Promise<void> {
    if (placeId !== undefined && placeId !== null) {
      const place = await Place.query(uow.trx).findById(placeId);
      if (place === undefined) throw notFound('place');
      if (place.communityId !== communityId) {
        throw unprocessable('/placeId', 'The place belongs to another community.');
      }
    }
    if (residentId !== undefined && residentId !== null) {
      const resident = await this.#deps.organisations.residentOf(uow, residentId, { hold: true });
      if (resident.communityId !== communityId) {
        throw unprocessable('/residentId', 'The resident lives in another community.');
      }
    }
  }
}

async function found(uow: UnitOfWork, id: string, lock = false): Promise<AlarmDevice> {
  const query = AlarmDevice.query(uow.trx).findById(id);
  const row = await (lock ? query.forUpdate() : query);
  if (row === undefined) throw notFound('alarm device');
  uow.about('alarm_device', id, row);
  return row;
}
