import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { loadPolicies } from '../policies/load.ts';
import { decide } from './decide.ts';
import { fold } from './fold.ts';
import type { Policy } from './policy.ts';
import { BOOKING_STATES, isFinal } from './states.ts';
import { allowedTransitions, nextState, statesOf, transitionsOf } from './transitions.ts';
import {
  type Actor,
  type Booking,
  type BookingDraft,
  type Candidate,
  type Command,
  SYSTEM_ACTOR,
  type TimelineEntry,
} from './types.ts';

const POLICIES = [...loadPolicies().values()];
const START = Date.parse('2026-11-23T06:00:00.000Z');

/** The number of members of TimelineType. */
const TIMELINE_TYPES = 14;

const HOSPITAL = 'hospital-1';
const COMMUNITY = 'community-1';

const staff = (id: string, role: Actor['role'], hospitalId: string | null = HOSPITAL): Actor => ({
  kind: 'staff',
  id,
  name: `name of ${id}`,
  role,
  hospitalId,
  communityId: null,
});
const resident = (id: string, communityId = COMMUNITY): Actor => ({
  kind: 'resident',
  id,
  name: `name of ${id}`,
  role: 'resident',
  hospitalId: null,
  communityId,
});

const REQUESTER = resident('resident-1');
const ACTORS: readonly Actor[] = [
  SYSTEM_ACTOR,
  REQUESTER,
  resident('volunteer-1'),
  resident('volunteer-2'),
  resident('not-volunteering'),
  resident('unskilled'),
  resident('stranger', 'community-2'),
  staff('nurse-1', 'nurse'),
  staff('nurse-2', 'nurse'),
  staff('nurse-off', 'nurse'),
  { ...staff('dispatcher-1', 'nurse'), dispatcher: true },
  { ...staff('dispatcher-2', 'nurse', 'hospital-2'), dispatcher: true },
  staff('paramedic-1', 'paramedic'),
  staff('paramedic-2', 'paramedic'),
  staff('admin-1', 'hospital_admin'),
  staff('admin-2', 'hospital_admin', 'hospital-2'),
  { ...staff('manager-1', 'community_manager', null), communityId: COMMUNITY },
  { ...staff('manager-2', 'community_manager', null), communityId: 'community-2' },
  staff('super', 'super_admin', null),
  { kind: 'api_key', id: 'key-1', name: null, role: 'api_key', hospitalId: HOSPITAL, communityId: null },
  { kind: 'api_key', id: 'key-2', name: null, role: 'api_key', hospitalId: 'hospital-2', communityId: null },
];

const PLATFORM: readonly Command['type'][] = ['offer', 'expire_offers', 'exhaust_offers', 'sla_due'];
const SUPER = staff('super', 'super_admin', null);

const CANDIDATES: readonly Candidate[] = ACTORS.filter(
  ({ kind }) => kind === 'staff' || kind === 'resident',
).map(({ kind, id, name, role, hospitalId, communityId }) => ({
  kind: kind as 'staff' | 'resident',
  id: id ?? '',
  name: name ?? '',
  role: role as Candidate['role'],
  hospitalId,
  communityId,
  volunteer: id !== 'not-volunteering',
  skills: id === 'unskilled' ? [] : ['cpr'],
  active: id !== 'nurse-off',
}));

function draftFor(policy: Policy, slot: boolean): BookingDraft {
  const scheduledFor = slot ? new Date(START + 86_400_000) : null;
  return {
    id: 'booking-1',
    residentId: 'resident-1',
    communityId: COMMUNITY,
    hospitalId: policy.fulfilledBy.kind === 'resident' && policy.linked === null ? null : HOSPITAL,
    scheduledFor,
    scheduledUntil: scheduledFor && new Date(scheduledFor.getTime() + 1_800_000),
    location: { latitude: 12.97, longitude: 77.59 },
    notes: null,
    ...(policy.linked === null ? {} : { linked: { to: 'booking-0', urgency: 1, waypoint: null } }),
  };
}

/** A step of a scenario: by whom, how many milliseconds later, and the command; offer ids come from the booking. */
interface Step {
  readonly actor: Actor;
  readonly wait: number;
  readonly make: (booking: Booking, step: number, policy: Policy) => Command;
  /** Instead: the next step towards completion, by an actor who may do it. */
  readonly onward: boolean;
}

function eligible(policy: Policy, booking: Booking): Candidate {
  return CANDIDATES.find(
    (person) =>
      person.id !== booking.assignee?.id &&
      person.id !== 'resident-1' &&
      person.active &&
      person.volunteer &&
      person.kind === policy.fulfilledBy.kind &&
      (person.kind === 'resident'
        ? person.communityId === COMMUNITY &&
          policy.fulfilledBy.skills.every((skill) => person.skills?.includes(skill))
        : person.hospitalId === HOSPITAL && policy.fulfilledBy.roles.some((role) => role === person.role)),
  ) as Candidate;
}

function onward(policy: Policy, booking: Booking): Command {
  const to = nextState(policy, booking.state);
  if (to === 'assigned') return { type: 'assign', assignee: eligible(policy, booking) };
  return to === null || to === 'completed'
    ? { type: 'complete', reason: 'r' }
    : { type: 'move', to, reason: 'r' };
}

const reason = fc.option(fc.constant('a reason'), { nil: undefined });
const withReason = (text: string | undefined) => (text === undefined ? {} : { reason: text });

const commandMaker: fc.Arbitrary<Step['make']> = fc.oneof(
  fc
    .tuple(fc.constantFrom('assign' as const, 'reassign' as const), fc.constantFrom(...CANDIDATES), reason)
    .map(
      ([type, assignee, why]) =>
        (): Command => ({ type, assignee, ...withReason(why) }),
    ),
  reason.map((why) => (): Command => ({ type: 'unassign', ...withReason(why) })),
  fc.tuple(fc.constantFrom(...BOOKING_STATES), reason).map(
    ([to, why]) =>
      (): Command => ({ type: 'move', to, ...withReason(why) }),
  ),
  reason.map((why) => (): Command => ({ type: 'complete', ...withReason(why) })),
  reason.map((why) => (): Command => ({ type: 'cancel', ...withReason(why) })),
  fc.constant((): Command => ({ type: 'update_location', location: { latitude: 1, longitude: 2 } })),
  fc
    .constantFrom('assign' as const, 'arrive' as const)
    .map((clock) => (): Command => ({ type: 'sla_due', clock })),
  fc.subarray([...CANDIDATES], { minLength: 0, maxLength: 3 }).map(
    (people) =>
      (_: Booking, step: number): Command => ({
        type: 'offer',
        round: 1,
        offers: people.map((assignee, index) => ({
          id: `offer-${step}-${index}`,
          assignee,
          distanceMetres: null,
        })),
      }),
  ),
  fc.nat(3).map(
    (n) =>
      (booking: Booking): Command => ({
        type: 'accept_offer',
        offerId: booking.openOffers[n]?.id ?? 'no-offer',
      }),
  ),
  fc.nat(3).map(
    (n) =>
      (booking: Booking): Command => ({
        type: 'decline_offer',
        offerId: booking.openOffers[n]?.id ?? 'no-offer',
      }),
  ),
  fc.constant(
    (booking: Booking, step: number, policy: Policy): Command => ({
      type: 'offer',
      round: 1,
      offers: [{ id: `offer-${step}`, assignee: eligible(policy, booking), distanceMetres: 5 }],
    }),
  ),
  fc.constant((): Command => ({ type: 'expire_offers' })),
  fc.constantFrom(...CANDIDATES).map((to) => (): Command => ({ type: 'expire_offers', to })),
  fc.constant((): Command => ({ type: 'exhaust_offers', round: 1 })),
  fc.constant((): Command => ({ type: 'acknowledge_escalation' })),
);

/** Half of the steps are by actors who are likely to be allowed, so that scenarios reach late states. */
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  actor: fc.oneof(
    fc.constantFrom(...ACTORS),
    fc.constantFrom(
      SYSTEM_ACTOR,
      REQUESTER,
      ...ACTORS.filter(({ id }) => id === 'admin-1' || id === 'super'),
    ),
  ),
  wait: fc.oneof(fc.constant(1_000), fc.integer({ min: 0, max: 3 * 3_600_000 })),
  make: commandMaker,
  onward: fc.nat(3).map((n) => n === 0),
});

const scenario = fc.record({
  policy: fc.constantFrom(...POLICIES),
  steps: fc.array(stepArbitrary, { maxLength: 30, size: 'max' }),
});

interface Outcome {
  readonly booking: Booking;
  readonly timeline: readonly TimelineEntry[];
  /** The booking before and after every accepted step, with its command. */
  readonly accepted: readonly {
    before: Booking;
    after: Booking;
    command: Command;
    actor: Actor;
    now: Date;
  }[];
}

function play(policy: Policy, steps: readonly Step[]): Outcome {
  const slot = policy.modes[0] === 'slot';
  let now = START;
  const first = decide(
    null,
    { type: 'request', draft: draftFor(policy, slot) },
    policy,
    policy.linked === null ? REQUESTER : SYSTEM_ACTOR,
    new Date(now),
  );
  if (!first.accepted) throw new Error(`${policy.id}: ${first.detail}`);
  let booking = first.next;
  const timeline = [...first.timeline];
  const accepted: Outcome['accepted'][number][] = [];
  for (const [index, step] of steps.entries()) {
    now += step.wait;
    const command = step.onward ? onward(policy, booking) : step.make(booking, index, policy);
    // Every second step is by the present assignee, or by the platform if only it may give the command.
    const party = booking.assignee ?? booking.openOffers[0]?.assignee;
    const assignee = ACTORS.find(({ id }) => id === party?.id);
    const likely = PLATFORM.includes(command.type) ? SYSTEM_ACTOR : (assignee ?? step.actor);
    const actor = step.onward ? SUPER : index % 2 === 1 ? likely : step.actor;
    const decision = decide(booking, command, policy, actor, new Date(now));
    if (!decision.accepted) continue;
    accepted.push({ before: booking, after: decision.next, command, actor, now: new Date(now) });
    booking = decision.next;
    timeline.push(...decision.timeline);
  }
  return { booking, timeline, accepted };
}

const RUNS = sized({ small: 200, full: 1_000 });

/** What seeing to an escalation changes. */
function changesOfAcknowledgement({ escalation, sequence, version, updatedAt }: Booking) {
  return { escalation, sequence, version, updatedAt };
}

describe('any sequence of commands', () => {
  it('reaches every state and every type of entry', () => {
    const states = new Set<string>();
    const entries = new Set<string>();
    // At any size: fewer runs do not reach every state of every policy.
    for (const { policy, steps } of fc.sample(scenario, { numRuns: 3_000, seed: 8 })) {
      const { booking, timeline } = play(policy, steps);
      states.add(`${policy.id} ${booking.state}`);
      for (const { type } of timeline) entries.add(type);
    }
    expect(states.size).toBe(POLICIES.flatMap(statesOf).length);
    expect(entries.size).toBe(TIMELINE_TYPES);
  });

  it('reaches only states of the policy, by transitions of the policy', () => {
    fc.assert(
      fc.property(scenario, ({ policy, steps }) => {
        const known = statesOf(policy);
        const transitions = transitionsOf(policy);
        for (const { before, after } of play(policy, steps).accepted) {
          expect(known).toContain(after.state);
          if (after.state !== before.state) expect(transitions[before.state]).toContain(after.state);
          // What was missed is seen to at any time; nothing else of an ended booking changes.
          if (isFinal(before.state)) expect(after).toEqual({ ...before, ...changesOfAcknowledgement(after) });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is reproduced by replaying its timeline', () => {
    fc.assert(
      fc.property(scenario, ({ policy, steps }) => {
        const { booking, timeline } = play(policy, steps);
        const replayed = fold(JSON.parse(JSON.stringify(timeline), revive));
        expect(replayed).not.toBeNull();
        expect(booking).toMatchObject({ ...replayed });
      }),
      { numRuns: RUNS },
    );
  });

  it('has an eligible assignee from assignment to completion', () => {
    fc.assert(
      fc.property(scenario, ({ policy, steps }) => {
        for (const { after, command } of play(policy, steps).accepted) {
          if (after.state === 'requested') expect(after.assignee).toBeNull();
          else if (after.state !== 'cancelled') expect(after.assignee).not.toBeNull();
          if (after.state !== 'requested') expect(after.openOffers).toEqual([]);
          if (command.type === 'assign' || command.type === 'accept_offer') {
            expect(after.assignee?.kind).toBe(policy.fulfilledBy.kind);
            expect(['nurse-off', 'not-volunteering']).not.toContain(after.assignee?.id);
            expect(after.assignee?.id).not.toBe(after.residentId);
            if (policy.fulfilledBy.skills.length > 0) expect(after.assignee?.id).not.toBe('unskilled');
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps breaches, increments the version at most once and numbers all entries', () => {
    fc.assert(
      fc.property(scenario, ({ policy, steps }) => {
        const { accepted, timeline } = play(policy, steps);
        for (const { before, after } of accepted) {
          if (before.assignBreachedAt !== null)
            expect(after.assignBreachedAt).toEqual(before.assignBreachedAt);
          if (before.arriveBreachedAt !== null)
            expect(after.arriveBreachedAt).toEqual(before.arriveBreachedAt);
          expect(after.version - before.version).toBeOneOf([0, 1]);
          expect(after.sequence).toBeGreaterThan(before.sequence);
        }
        expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
      }),
      { numRuns: RUNS },
    );
  });

  it('lists as allowed exactly the transitions that decide accepts', () => {
    fc.assert(
      fc.property(scenario, fc.constantFrom(...ACTORS), ({ policy, steps }, actor) => {
        const { booking } = play(policy, steps);
        const now = new Date(START + 10 * 86_400_000);
        const assignee = eligible(policy, booking);
        const why = { reason: 'because' };
        const commands: Record<string, Command> = {
          requested: { type: 'unassign', ...why },
          assigned: { type: booking.state === 'requested' ? 'assign' : 'reassign', assignee, ...why },
          en_route: { type: 'move', to: 'en_route', ...why },
          in_service: { type: 'move', to: 'in_service', ...why },
          completed: { type: 'complete', ...why },
          cancelled: { type: 'cancel', ...why },
        };
        const allowed = allowedTransitions(booking, policy, actor);
        expect(new Set(allowed).size).toBe(allowed.length);
        for (const to of BOOKING_STATES) {
          const decision = decide(booking, commands[to] as Command, policy, actor, now);
          const detail = decision.accepted ? 'accepted' : decision.code;
          expect([to, allowed.includes(to)]).toEqual([to, detail === 'accepted']);
          if (!decision.accepted) expect(decision.allowedTransitions).toEqual(allowed);
        }
      }),
      { numRuns: 2 * RUNS },
    );
  });
});

describe('a request', () => {
  const withLink = { linked: { to: 'booking-0', urgency: 1, waypoint: null } };
  it.each(POLICIES.map((policy) => [policy.id, policy] as const))(
    'for another booking is what %s takes, or refuses',
    (_, policy) => {
      const { linked: _link, ...draft } = draftFor(policy, policy.modes[0] === 'slot');
      const by = policy.linked === null ? REQUESTER : SYSTEM_ACTOR;
      const ask = (more: object) =>
        decide(null, { type: 'request', draft: { ...draft, ...more } }, policy, by, new Date(START));
      expect([ask({}).accepted, ask(withLink).accepted]).toEqual([
        policy.linked === null,
        policy.linked !== null,
      ]);
    },
  );

  it('of a person is refused where only the platform makes bookings', () => {
    for (const policy of POLICIES.filter(({ linked }) => linked !== null)) {
      for (const actor of ACTORS.filter(({ kind }) => kind !== 'system')) {
        const command = { type: 'request', draft: draftFor(policy, false) } as const;
        expect(decide(null, command, policy, actor, new Date(START))).toMatchObject({
          code: 'role_not_allowed',
        });
      }
    }
  });
});

function revive(key: string, value: unknown): unknown {
  return key === 'at' ? new Date(value as string) : value;
}
