import type { components } from '@kiwimesh/openapi/types';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { ResidentReference } from '../../organisations/index.ts';
import { readOn, Transcript } from '../assessment/transcript.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { readCall } from '../record/store.ts';
import { callOut } from '../wire.ts';
import { type KnownLocation, mostExactFirst, type Prefill, prefillOf } from './prefill.ts';

type Schemas = components['schemas'];

/** Earlier calls and bookings shown. */
const MAX_SHOWN = 10;
/** A day, milliseconds: over it the calls of a place are counted. */
const PLACE_CALLS_MS = 24 * 3_600_000;

export interface FilledCall {
  readonly row: Call;
  readonly resident: ResidentReference | null;
  readonly locations: readonly KnownLocation[];
  readonly triage: Schemas['Triage'] | null;
  readonly prefill: Prefill;
}

/**
 * A call with what is filled in. Who calls and where they live is read for the desk that has the call, whichever
 * communities it serves: somebody asked it for help.
 * @param at hand: what is read otherwise.
 */
export async function filledCall(
  { organisations, triage: triageFace }: Pick<CallsNeeds, 'organisations' | 'triage'>,
  row: Call,
  at: { readonly transcript?: Transcript; readonly triage?: Schemas['Triage'] } = {},
): Promise<FilledCall> {
  return asSystem('what is known of a call', async (system) => {
    const resident = await known(() =>
      row.residentId === null ? null : organisations.residentOf(system, row.residentId),
    );
    const triage = await known(
      () => at.triage ?? (row.triageId === null ? null : triageFace.calls.show(system, row.triageId)),
    );
    const { place } = at.transcript ?? (await transcriptOf(system, row));
    const community = await known(() =>
      row.communityId === null ? null : organisations.communityOf(system, row.communityId),
    );
    const locations = mostExactFirst([
      ...(row.location === null ? [] : [{ source: row.locationSource ?? 'caller', location: row.location }]),
      ...(row.formerLocations ?? []),
      ...(resident?.location ? [{ source: 'home' as const, location: resident.location }] : []),
      ...(community?.location ? [{ source: 'community' as const, location: community.location }] : []),
    ]);
    const prefill = prefillOf({
      residentId: row.residentId,
      residentCorrected: row.residentCorrected,
      locations,
      corrections: row.corrections ?? {},
      triage,
      place,
    });
    return { row, resident, locations, triage, prefill };
  });
}

async function transcriptOf(uow: UnitOfWork, row: Call): Promise<Transcript> {
  const transcript = new Transcript();
  await readOn(uow, row, transcript);
  return transcript;
}

/** What an operator sees. @throws Problem `not_found`. */
export async function callContext(
  uow: UnitOfWork,
  needs: CallsNeeds,
  callId: string,
): Promise<Omit<Schemas['CallContext'], 'bookings'>> {
  const filled = await filledCall(needs, await readCall(uow, callId));
  const { row, resident, locations, triage, prefill } = filled;
  const place = await placeSeen(needs, row);
  const past =
    row.residentId === null
      ? []
      : await Call.query(uow.trx)
          .where({ resident_id: row.residentId, training: false })
          .whereNot('id', row.id)
          .orderBy('id', 'desc')
          .limit(MAX_SHOWN);
  return {
    call: callOut(row),
    resident: resident && {
      id: resident.id,
      name: resident.name,
      language: resident.language,
      location: resident.location,
    },
    place,
    pastCalls: past.map(callOut),
    locations: locations.map(({ source, location }) => ({ source, location })),
    triage,
    prefill: prefillBody(prefill),
  };
}

/** The place of a call with how many calls it made of late, by which operators recognise a code that is abused. */
async function placeSeen(
  { places }: Pick<CallsNeeds, 'places'>,
  { placeId }: Call,
): Promise<NonNullable<Schemas['CallContext']['place']> | null> {
  if (placeId === null) return null;
  return asSystem('how often a place called', async (system) => {
    const place = await places.placeOf(system, placeId);
    if (place === null) return null;
    const since = new Date(system.now.getTime() - PLACE_CALLS_MS);
    const callsToday = await Call.query(system.trx)
      .where('place_id', placeId)
      .where('created_at', '>', since)
      .resultSize();
    return { id: placeId, name: place.name, callsToday };
  });
}

export function prefillBody(prefill: Prefill): Schemas['CallPrefill'] {
  return prefill as Schemas['CallPrefill'];
}

/** Null for what was erased or deleted meanwhile. */
async function known<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return (await read()) ?? null;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return null;
    throw error;
  }
}
