import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { newestPage } from '../../../kernel/tenancy/lists.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { type LocalTime, localTime, type WeeklyHours } from '../engine/index.ts';
import {
  DefibrillatorChecked,
  DefibrillatorRegistered,
  DefibrillatorRemoved,
  DefibrillatorUpdated,
} from '../events.ts';
import { Defibrillator } from '../models.ts';
import { notFound, unprocessable } from '../problems.ts';

/** Our default: makers ask for a look at it about once a month. */
const CHECK_EVERY_DAYS = 30;

export interface DefibrillatorFields {
  readonly name: string;
  readonly location: { readonly latitude: number; readonly longitude: number; readonly address?: string };
  readonly accessHint?: string | null;
  readonly hours?: readonly WeeklyHours[] | null;
  readonly photoUrl?: string | null;
  readonly checkEveryDays?: number;
}

export interface DefibrillatorChanges extends Partial<DefibrillatorFields> {
  readonly inService?: boolean;
  readonly outOfServiceReason?: string | null;
}

export interface Check {
  readonly ready: boolean;
  /** `YYYY-MM-DD`. */
  readonly checkedOn?: string | undefined;
  readonly reason?: string | undefined;
}

/** A defibrillator with the present time where it is, which decides whether it can be used. */
export interface DefibrillatorView {
  readonly row: Defibrillator;
  readonly now: LocalTime;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

/** The registers of communities; each call is one unit of work in the caller's scope. */
export class Defibrillators {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found` for a community out of reach. */
  list(principal: Principal, communityId: string, page: PageRequest): Promise<Page<DefibrillatorView>> {
    return this.#deps.database.run(principal, async (uow) => {
      const now = await this.#localTime(uow, communityId);
      const query = Defibrillator.query(uow.trx).where({ community_id: communityId }).whereNull('removed_at');
      const { data, nextCursor } = await newestPage(query, page);
      return { data: data.map((row) => ({ row, now })), nextCursor };
    });
  }

  /** @throws Problem `not_found` */
  get(principal: Principal, id: string): Promise<DefibrillatorView> {
    return this.#deps.database.run(principal, async (uow) => this.#view(uow, await present(uow, id)));
  }

  /** @throws Problem `not_found` for a community out of reach, `already_exists` for the name of another one. */
  create(
    principal: Principal,
    communityId: string,
    { lastCheckedOn = null, ...fields }: DefibrillatorFields & { readonly lastCheckedOn?: string | null },
  ): Promise<DefibrillatorView> {
    return this.#deps.database.run(principal, async (uow) => {
      const now = await this.#localTime(uow, communityId);
      if (lastCheckedOn !== null && lastCheckedOn > now.day) throw futureCheck('/lastCheckedOn');
      const columns = {
        accessHint: null,
        hours: null,
        photoUrl: null,
        checkEveryDays: CHECK_EVERY_DAYS,
        ...columnsOf(fields),
      };
      const row = await withFreeName(() =>
        Defibrillator.query(uow.trx)
          .insert({
            id: v7(),
            communityId,
            ...columns,
            inService: true,
            outOfServiceReason: null,
            lastCheckedOn,
            remindedAt: null,
            removedAt: null,
            version: 1,
            createdAt: uow.now,
            updatedAt: uow.now,
          })
          .returning('*'),
      );
      uow.emit(DefibrillatorRegistered(row.id, { defibrillatorId: row.id, communityId }));
      return { row, now };
    });
  }

  /** @throws Problem `not_found`, `precondition_failed`, `already_exists`, `unprocessable` without a reason. */
  update(
    principal: Principal,
    id: string,
    changes: DefibrillatorChanges,
    expected: readonly number[] | undefined,
  ): Promise<DefibrillatorView> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await present(uow, id, true);
      checkVersion(before.version, expected);
      const { inService = before.inService, outOfServiceReason } = changes;
      const reason = inService ? null : (outOfServiceReason ?? before.outOfServiceReason);
      if (!inService && reason === null) throw reasonMissing('/outOfServiceReason');
      const row = await write(uow, before, {
        ...columnsOf(changes),
        inService,
        outOfServiceReason: reason,
      });
      uow.emit(DefibrillatorUpdated(id, { defibrillatorId: id, communityId: row.communityId }));
      return this.#view(uow, row);
    });
  }

  /** Removing one that was removed changes nothing. @throws Problem `not_found` */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const row = await Defibrillator.query(uow.trx).findById(id).forUpdate();
      if (row === undefined) throw notFound('defibrillator');
      uow.about('defibrillator', id, row);
      if (row.removedAt !== null) return;
      await write(uow, row, { removedAt: uow.now });
      uow.emit(DefibrillatorRemoved(id, { defibrillatorId: id, communityId: row.communityId }));
    });
  }

  /** @throws Problem `not_found`, `unprocessable` for a day in the future or a fault without a reason. */
  check(principal: Principal, id: string, { ready, checkedOn, reason }: Check): Promise<DefibrillatorView> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await present(uow, id, true);
      const now = await this.#localTime(uow, before.communityId);
      const day = checkedOn ?? now.day;
      if (day > now.day) throw futureCheck('/checkedOn');
      if (!ready && reason === undefined) throw reasonMissing('/reason');
      const newest = before.lastCheckedOn !== null && before.lastCheckedOn > day ? before.lastCheckedOn : day;
      const row = await write(uow, before, {
        inService: ready,
        outOfServiceReason: ready ? null : (reason ?? null),
        lastCheckedOn: newest,
        remindedAt: null,
      });
      uow.emit(DefibrillatorChecked(id, { defibrillatorId: id, communityId: row.communityId, ready }));
      return { row, now };
    });
  }

  async #view(uow: UnitOfWork, row: Defibrillator): Promise<DefibrillatorView> {
    return { row, now: await this.#localTime(uow, row.communityId) };
  }

  async #localTime(uow: UnitOfWork, communityId: string): Promise<LocalTime> {
    const { timezone } = await this.#deps.organisations.communityOf(uow, communityId);
    return localTime(uow.now, timezone);
  }
}

async function present(uow: UnitOfWork, id: string, lock = false): Promise<Defibrillator> {
  const query = Defibrillator.query(uow.trx).findById(id).whereNull('removed_at');
  const row = await (lock ? query.forUpdate() : query);
  if (row === undefined) throw notFound('defibrillator');
  uow.about('defibrillator', id, row);
  return row;
}

async function write(
  uow: UnitOfWork,
  { id, version }: Defibrillator,
  columns: Partial<Defibrillator>,
): Promise<Defibrillator> {
  return withFreeName(() =>
    updateOne(Defibrillator.query(uow.trx).findById(id), {
      ...columns,
      version: version + 1,
      updatedAt: uow.now,
    }),
  );
}

/** The columns of those fields that are given. */
function columnsOf({
  name,
  location,
  accessHint,
  hours,
  photoUrl,
  checkEveryDays,
}: Partial<DefibrillatorFields>) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(location === undefined
      ? {}
      : {
          latitude: location.latitude,
          longitude: location.longitude,
          address: location.address ?? null,
        }),
    ...(accessHint === undefined ? {} : { accessHint }),
    ...(hours === undefined ? {} : { hours: hours && [...hours] }),
    ...(photoUrl === undefined ? {} : { photoUrl }),
    ...(checkEveryDays === undefined ? {} : { checkEveryDays }),
  } as { name: string; latitude: number; longitude: number; address: string | null } & Partial<Defibrillator>;
}

async function withFreeName<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConstraintViolation) || error.constraint !== 'defibrillator_name_key') throw error;
    const detail = 'The community already has a defibrillator of this name.';
    throw new Problem('already_exists', { detail, errors: [{ pointer: '/name', detail }], cause: error });
  }
}

function futureCheck(pointer: string): Problem {
  return unprocessable(pointer, 'A check cannot be in the future.');
}

function reasonMissing(pointer: string): Problem {
  return unprocessable(pointer, 'Say what is wrong with it: the managers read it.');
}
