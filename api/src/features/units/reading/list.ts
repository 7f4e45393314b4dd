import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { cursorOf, idOfCursor, type Page } from '../../../kernel/ground/paging.ts';
import type { BookingFace } from '../../booking/index.ts';
import type { OrganisationsFace, ResponderReference } from '../../organisations/index.ts';
import { UnitStatusModel } from '../models.ts';
import { unseenOf } from './unseen.ts';
import { statusesOf, UNIT_ROLES, type UnitRole, type UnitState, type UnitView, viewsOf } from './view.ts';

export interface UnitFilter {
  readonly states?: readonly UnitState[] | undefined;
  readonly role?: UnitRole | undefined;
  readonly hospitalId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Deps {
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
}

type Batch = (before: string | undefined) => Promise<{ units: readonly UnitView[]; last: string | null }>;

/** People are read in batches of this many, since their state is known only then. */
const BATCH = 200;

/** A page of the units in these states, newest record first. */
export async function listUnits(uow: UnitOfWork, deps: Deps, filter: UnitFilter): Promise<Page<UnitView>> {
  const wanted = new Set(filter.states);
  const matches = ({ state }: UnitView) => (wanted.size === 0 ? state !== 'off_duty' : wanted.has(state));
  const batch = await batchesOf(uow, deps, filter, wanted);
  const found: UnitView[] = [];
  let before = idOfCursor(filter.cursor);
  while (found.length <= filter.limit) {
    const { units, last } = await batch(before);
    found.push(...units.filter(matches));
    if (last === null) break;
    before = last;
  }
  const data = found.slice(0, filter.limit);
  const end = data.at(-1)?.person.id;
  return { data, nextCursor: found.length > filter.limit && end !== undefined ? cursorOf(end) : null };
}

async function batchesOf(
  uow: UnitOfWork,
  { organisations, booking: { staff } }: Deps,
  { role, hospitalId }: UnitFilter,
  wanted: ReadonlySet<UnitState>,
): Promise<Batch> {
  const roles = role === undefined ? UNIT_ROLES : [role];
  const ofCommunity = uow.scope.role === 'community_manager';
  const working = await staff.atWork(uow);
  const read = async (people: readonly ResponderReference[], statuses: typeof statusesOf) => {
    const ids = people.map(({ id }) => id);
    return { people, statuses: await statuses(uow, ids) };
  };
  if (ofCommunity) {
    // Staff of hospitals are out of a manager's reach, except as those who are at work in the community now.
    return async (before) => {
      const filter = { roles, hospitalId, ids: working, before, limit: BATCH };
      const { people, statuses } = await asSystem('units at work in a community', async (system) => {
        const people = await organisations.responders(system, filter);
        return read(people, (_, ids) => statusesOf(system, ids));
      });
      return whole(people, viewsOf(people, await staff.workOf(uow, working), statuses));
    };
  }
  const out = (await UnitStatusModel.query(uow.trx).select('staff_id').whereNotNull('since')).map(
    ({ staffId }) => staffId,
  );
  const atWork = [...new Set([...working, ...out])];
  const offDuty = wanted.has('off_duty');
  const others = wanted.size === 0 || [...wanted].some((state) => state !== 'off_duty');
  const duty = offDuty && others ? {} : { onDuty: !offDuty, atWork };
  return async (before) => {
    const filter = { roles, hospitalId, before, limit: BATCH, ...duty };
    const { people, statuses } = await read(await organisations.responders(uow, filter), statusesOf);
    const ids = people.map(({ id }) => id);
    const unseen = await unseenOf(uow, ids);
    return whole(people, viewsOf(people, await staff.workOf(uow, ids), statuses, unseen));
  };
}

function whole(people: readonly ResponderReference[], units: readonly UnitView[]) {
  return { units, last: people.length < BATCH ? null : (people.at(-1)?.id ?? null) };
}
