import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { changesPage, type ListRequest } from '../../../kernel/tenancy/changes.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { HospitalServiceChanged } from '../events.ts';
import type { OpeningHours } from '../face.ts';
import { Hospital, HospitalService } from '../models.ts';
import { expectVersion, impossible, notFound } from './amend.ts';

export interface HospitalServiceFields {
  readonly enabled: boolean;
  readonly capacity: number | null;
  readonly hours?: readonly OpeningHours[] | null;
}

/** The services a hospital offers otherwise than its service type's policy says, by name. */
export async function listHospitalServices(
  uow: UnitOfWork,
  hospitalId: string,
  { updatedSince, ...page }: ListRequest,
): Promise<Page<HospitalService>> {
  await checkHospital(uow, hospitalId);
  const query = HospitalService.query(uow.trx).where('hospital_id', hospitalId);
  if (updatedSince !== undefined) {
    const key = { column: 'service_type', of: ({ serviceType }: HospitalService) => serviceType };
    return changesPage(uow, query, { ...page, updatedSince }, key);
  }
  query.orderBy('service_type').limit(page.limit + 1);
  if (page.cursor !== undefined) query.where('service_type', '>', typeOfCursor(page.cursor));
  const rows = await query;
  const data = rows.slice(0, page.limit);
  const last = data.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return { data, nextCursor: more ? cursorOfType(last.serviceType) : null };
}

export async function getHospitalService(
  uow: UnitOfWork,
  hospitalId: string,
  serviceType: string,
): Promise<HospitalService> {
  await checkHospital(uow, hospitalId);
  const row = await HospitalService.query(uow.trx).findById([hospitalId, serviceType]);
  if (row === undefined) throw notFound('service set for this hospital (its policy alone applies)');
  return row;
}

/**
 * Replaces how the hospital offers the service. The service type is not checked against the catalogue: policies come
 * and go with files, and a row for one that is not there has no effect.
 */
export async function putHospitalService(
  uow: UnitOfWork,
  hospitalId: string,
  serviceType: string,
  fields: HospitalServiceFields,
  expected: readonly number[] | undefined,
): Promise<HospitalService> {
  await checkHospital(uow, hospitalId);
  for (const [index, { from, to }] of (fields.hours ?? []).entries()) {
    // An end before the beginning is on the next day.
    if (from === to) {
      throw impossible(
        `/hours/${index}`,
        'These hours begin and end at the same time; for the whole day use 00:00 to 24:00.',
      );
    }
  }
  const values = {
    enabled: fields.enabled,
    capacity: fields.capacity,
    hours: fields.hours ? [...fields.hours] : null,
  };
  const key = [hospitalId, serviceType];
  if ((await HospitalService.query(uow.trx).findById(key)) === undefined) {
    if (expected !== undefined) expectVersion(0, expected);
    const fresh = { version: 1, createdAt: uow.now, updatedAt: uow.now };
    const [made] = await insertMissing(
      HospitalService.query(uow.trx),
      [{ hospitalId, serviceType, ...values, ...fresh }],
      ['hospital_id', 'service_type'],
    );
    if (made !== undefined) return announced(uow, made);
    // Another request was first: its row is the one to replace.
  }
  const present = await HospitalService.query(uow.trx).findById(key).forUpdate();
  if (present === undefined) throw notFound('service set for this hospital');
  expectVersion(present.version, expected);
  const change = { ...values, version: present.version + 1, updatedAt: uow.now };
  return announced(uow, await updateOne(HospitalService.query(uow.trx).findById(key), change));
}

function announced(uow: UnitOfWork, row: HospitalService): HospitalService {
  const { hospitalId, serviceType } = row;
  uow.emit(HospitalServiceChanged(hospitalId, { hospitalId, serviceType }));
  return row;
}

async function checkHospital(uow: UnitOfWork, hospitalId: string): Promise<void> {
  if ((await Hospital.query(uow.trx).findById(hospitalId)) === undefined) throw notFound('hospital');
}

/** `after` sets a cursor apart from any other word that could name a service type. */
function cursorOfType(serviceType: string): string {
  return Buffer.from(`after ${serviceType}`).toString('base64url');
}

function typeOfCursor(cursor: string): string {
  const match = /^after ([a-z][a-z0-9_]{1,62})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] !== undefined) return match[1];
  throw new Problem('invalid_request', {
    detail: 'Send the nextCursor of an earlier page unchanged, or omit it.',
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor from this list' }],
  });
}
