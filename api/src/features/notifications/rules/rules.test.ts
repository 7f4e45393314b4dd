import { describe, expect, it } from 'vitest';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JsonObject } from '../../../kernel/ground/json.ts';
import type { AnyEvent } from '../../../kernel/payload/event.ts';
import {
  BookingAssigned,
  BookingEscalated,
  BookingOffered,
  BookingOffersExhausted,
  BookingReassigned,
  BookingRequested,
  BookingSlaBreached,
} from '../../booking/index.ts';
import { keyOf, recipientsOf } from './recipients.ts';
import { RULES, rulesFor } from './rules.ts';

const contact = (id: string) => ({ id, email: `${id}@test.example`, language: null });
const directory = {
  administrators: async (_: UnitOfWork, hospitalId: string | null) => [
    contact(hospitalId === null ? 'root' : `admin of ${hospitalId}`),
  ],
  communityManagers: async (_: UnitOfWork, communityId: string) => [contact(`manager of ${communityId}`)],
  dispatchers: async (_: UnitOfWork, hospitalId: string | null | undefined) =>
    [{ id: `desk of ${hospitalId}` }] as never,
};

/** Who hears what of an event, as `template: person, person`. */
async function heard({ type, example }: AnyEvent, change: JsonObject = {}): Promise<string[]> {
  const data = { ...example, communityId: 'c', residentId: 'r', ...change };
  const told: string[] = [];
  for (const { hears, template } of rulesFor(type, data)) {
    const people = await recipientsOf(hears, { uow: {} as UnitOfWork, data, directory });
    told.push(`${template}: ${people.map(keyOf).join(', ')}`);
  }
  return told;
}

describe('the rules', () => {
  it('tell those who have to act when nobody accepts', async () => {
    expect(await heard(BookingOffersExhausted, { hospitalId: 'h' })).toEqual([
      'offers_exhausted: staff:desk of h, staff:admin of h',
    ]);
    expect(await heard(BookingOffersExhausted, { hospitalId: null })).toEqual([
      'offers_exhausted: staff:manager of c',
    ]);
  });

  it('tell the desk of a breach, and of its escalation whom the service type names', async () => {
    expect(await heard(BookingSlaBreached, { hospitalId: 'h' })).toEqual([
      'assignment_overdue: staff:desk of h',
    ]);
    const notify = ['hospital_admins', 'community_managers', 'super_admin', 'unknown'];
    expect(await heard(BookingEscalated, { hospitalId: 'h', clock: 'arrive', notify })).toEqual([
      'arrival_overdue: staff:admin of h, staff:manager of c, staff:root',
    ]);
  });

  it('tell a person of an offer and of an assignment, but not of what they accepted', async () => {
    const offers = [
      { offerId: 'o', kind: 'staff', assigneeId: 's', state: 'open' },
      { offerId: 'p', kind: 'resident', assigneeId: 'v', state: 'expired' },
    ];
    expect(await heard(BookingOffered, { offers })).toEqual(['offer_received: staff:s']);
    const assignee = { assigneeKind: 'staff', assigneeId: 's' };
    const accepted = [{ offerId: 'o', kind: 'staff', assigneeId: 's', state: 'accepted' }];
    expect(await heard(BookingAssigned, { ...assignee, offers: accepted })).toEqual([
      'booking_assigned: resident:r',
      'work_assigned: ',
    ]);
    expect(
      await heard(BookingReassigned, { ...assignee, relievedKind: 'resident', relievedId: 'v' }),
    ).toEqual(['booking_reassigned: resident:r', 'work_assigned: staff:s', 'work_withdrawn: resident:v']);
  });

  it('name the time of a visit where there is one', () => {
    const templates = (scheduledFor: string | null) =>
      rulesFor(BookingRequested.type, { ...BookingRequested.example, scheduledFor }).map(
        (rule) => rule.template,
      );
    expect(templates(null)).toEqual(['booking_requested']);
    expect(templates('2026-11-30T04:30:00.000Z')[0]).toBe('visit_requested');
  });

  it('name members that the events have', () => {
    for (const { event, when = {}, time } of RULES) {
      const members = Object.keys(event.schema.properties as object);
      expect(members).toEqual(
        expect.arrayContaining([...Object.keys(when), ...(time === undefined ? [] : [time])]),
      );
    }
  });
});
