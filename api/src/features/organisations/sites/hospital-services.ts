import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { invalidCursor, type Page } from '../../../kernel/ground/paging.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { changesPage, type ListRequest } from '../../../kernel/tenancy/changes.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { HospitalServiceChanged } from '../events.ts';
import type { OpeningHours } from '../models.ts';
import { Hospital, HospitalService } from '../models.ts';
import { notFound, unprocessable } from '../records.ts';

export interface HospitalServiceFields {
  readonly enabled: boolean;
  readonly capacity: number | null;
  readonly hours?: readonly OpeningHours[] | null;
}

/** A hospital and a service type. */
export interface HospitalServiceKey {
  readonly hospitalId: string;
  readonly serviceType: string;
}

/** How hospitals offer services where that differs from the service type's policy; each call is one unit of work. */
export class HospitalServices {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By service type. */
  list(
    principal: Principal,
    hospitalId: string,
    { updatedSince, limit, cursor }: ListRequest,
  ): Promise<Page<HospitalService>> {
    return this.#database.run(principal, async (uow) => {
      await checkHospital(uow, hospitalId);
      const query = HospitalService.query(uow.trx).where('hospital_id', hospitalId);
      if (updatedSince !== undefined) {
        const key = { column: 'service_type', of: ({ serviceType }: HospitalService) => serviceType };
        return changesPage(uow, query, { limit, cursor, updatedSince }, key);
      }
      query.orderBy('service_type').limit(limit + 1);
      if (cursor !== undefined) query.where('service_type', '>', typeOfCursor(cursor));
      const rows = await query;
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { data, nextCursor: more ? cursorOfType(last.serviceType) : null };
    });
  }

  /** @throws Problem `not_found`, also where the hospital has set nothing and the policy alone applies. */
  get(principal: Principal, { hospitalId, serviceType }: HospitalServiceKey): Promise<HospitalService> {
    return this.#database.run(principal, async (uow) => {
      await checkHospital(uow, hospitalId);
      const row = await HospitalService.query(uow.trx).findById([hospitalId, serviceType]);
      if (row === undefined) throw notFound('service set for this hospital (its policy alone applies)');
      return row;
    });
  }

  /**
   * Replaces how the hospital offers the service. The service type is not checked against the catalogue: policies come
   * and go with their files, and a row for a missing one has no effect.
   * @throws Problem `not_found`, `precondition_failed`, `unprocessable`.
   */
  put(
    principal: Principal,
    { hospitalId, serviceType }: HospitalServiceKey,
    fields: HospitalServiceFields,
    expected: readonly number[] | undefined,
  ): Promise<HospitalService> {
    return this.#database.run(principal, async (uow) => {
      await checkHospital(uow, hospitalId);
      checkHours(fields.hours ?? []);
      const values = {
        enabled: fields.enabled,
        capacity: fields.capacity,
        hours: fields.hours ? [...fields.hours] : null,
      };
      const key = [hospitalId, serviceType];
      if ((await HospitalService.query(uow.trx).findById(key)) === undefined) {
        if (expected !== undefined) checkVersion(0, expected);
        const row = { hospitalId, serviceType, ...values };
        const [created] = await insertMissing(
          HospitalService.query(uow.trx),
          [{ ...row, version: 1, createdAt: uow.now, updatedAt: uow.now }],
          ['hospital_id', 'service_type'],
        );
        if (created !== undefined) return withEvent(uow, created);
        // A concurrent request inserted the row first: this one replaces it.
      }
      const current = await HospitalService.query(uow.trx).findById(key).forUpdate();
      if (current === undefined) throw notFound('service set for this hospital');
      checkVersion(current.version, expected);
      const change = { ...values, version: current.version + 1, updatedAt: uow.now };
      return withEvent(uow, await updateOne(HospitalService.query(uow.trx).findById(key), change));
    });
  }
}

/** An end before the beginning is on the next day; equal times are ambiguous. @throws Problem `unprocessable`. */
function checkHours(hours: readonly OpeningHours[]): void {
  for (const [index, { from, to }] of hours.entries()) {
    if (from !== to) continue;
    throw unprocessable(
      `/hours/${index}`,
      'These hours begin and end at the same time; for the whole day use 00:00 to 24:00.',
    );
  }
}

function withEvent(uow: UnitOfWork, row: HospitalService): HospitalService {
  const { hospitalId, serviceType } = row;
  uow.emit(HospitalServiceChanged(hospitalId, { hospitalId, serviceType }));
  return row;
}

async function checkHospital(uow: UnitOfWork, hospitalId: string): Promise<void> {
  if ((await Hospital.query(uow.trx).findById(hospitalId)) === undefined) throw notFound('hospital');
}

/** `after` keeps a bare service type from being accepted as a cursor. */
function cursorOfType(serviceType: string): string {
  return Buffer.from(`after ${serviceType}`).toString('base64url');
}

function typeOfCursor(cursor: string): string {
  const match = /^after ([a-z][a-z0-9_]{1,62})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] !== undefined) return match[1];
  throw invalidCursor();
}
