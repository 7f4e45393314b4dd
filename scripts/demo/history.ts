import type {
  Actor,
  Candidate,
  Command,
  PastBooking,
  PastStep,
  Policy,
  PolicyBook,
} from '@kiwimesh/api/features/booking/index.ts';
import type { DemoHospital, DemoResident, DemoStaff, DemoWorld } from './world.ts';

const DAYS = 30;
/** Bookings a day over the whole demo; weekends are quieter. */
const PER_DAY = { weekday: 24, weekend: 14 };
const MINUTE = 60_000;
const DAY = 86_400_000;
const WEIGHTS: Record<string, number> = {
  ambulance: 3,
  first_aid: 3,
  neighbor_sos: 2,
  remote_care: 3,
  consultation: 5,
  home_nursing: 3,
  physiotherapy: 2,
  routine_checkup: 2,
  blood_test: 3,
};

/** Thirty days of bookings that ended, most well, some cancelled, some late: what reports need to look like life. */
export function makeHistory(world: DemoWorld, policies: PolicyBook, now: Date): PastBooking[] {
  const { faker, region } = world;
  // Of today: an hour in summer time makes no difference to a demo.
  const ahead = minutesAhead(region.timezone, now);
  const seats = new Map<string, number>();
  const past: PastBooking[] = [];
  const types = [...policies.values()].filter((policy) => WEIGHTS[policy.id] !== undefined);
  for (let day = DAYS; day >= 1; day -= 1) {
    const midnight = localMidnight(now, ahead) - day * DAY;
    const weekday = isoWeekday(midnight, ahead);
    const count = weekday >= 6 ? PER_DAY.weekend : PER_DAY.weekday;
    for (let n = 0; n < count; n += 1) {
      const policy = faker.helpers.weightedArrayElement(
        types.map((value) => ({ value, weight: WEIGHTS[value.id] ?? 1 })),
      );
      const resident = faker.helpers.arrayElement(world.residents);
      const booking = policy.modes.includes('slot')
        ? slotBooking(world, policy, resident, midnight, weekday, seats)
        : onDemandBooking(world, policy, resident, midnight);
      if (booking) past.push(booking);
    }
  }
  return past;
}

function onDemandBooking(
  world: DemoWorld,
  policy: Policy,
  resident: DemoResident,
  midnight: number,
): PastBooking {
  const { faker } = world;
  const hour = faker.helpers.weightedArrayElement(
    Array.from({ length: 24 }, (_, value) => ({ value, weight: value < 6 ? 1 : value < 22 ? 4 : 2 })),
  );
  const at = midnight + (hour * 60 + faker.number.int({ min: 0, max: 59 })) * MINUTE;
  return { serviceType: policy.id, seat: null, steps: course(world, policy, resident, at, null) };
}

function slotBooking(
  world: DemoWorld,
  policy: Policy,
  resident: DemoResident,
  midnight: number,
  weekday: number,
  seats: Map<string, number>,
): PastBooking | null {
  const { faker } = world;
  const hours = policy.slot?.hours.find(({ days }) => days.includes(weekday));
  if (!policy.slot || !hours) return null;
  const [hour = 0, minute = 0] = hours.from.split(':').map(Number);
  const start =
    midnight + (hour * 60 + minute) * MINUTE + faker.number.int({ min: 0, max: 5 }) * policy.slot.length;
  const hospital = hospitalOf(world, resident);
  const slot = `${hospital.id} ${policy.id} ${start}`;
  const seat = (seats.get(slot) ?? 0) + 1;
  if (seat > policy.slot.capacity) return null;
  seats.set(slot, seat);
  const asked = start - faker.number.int({ min: 120, max: 2_880 }) * MINUTE;
  return {
    serviceType: policy.id,
    seat,
    steps: course(world, policy, resident, asked, { start, end: start + policy.slot.length }),
  };
}

/** What became of one booking: asked for, taken (now and then late), carried out or cancelled. */
function course(
  world: DemoWorld,
  policy: Policy,
  resident: DemoResident,
  asked: number,
  slot: { start: number; end: number } | null,
): PastStep[] {
  const { faker } = world;
  const minutes = (min: number, max: number) => faker.number.float({ min, max }) * MINUTE;
  const volunteer = policy.fulfilledBy.kind === 'resident';
  const hospital = volunteer ? null : hospitalOf(world, resident);
  const requester = residentActor(resident);
  const steps: PastStep[] = [];
  const step = (at: number, actor: Actor, command: Command) => {
    steps.push({ at: new Date(Math.round(at)), actor, command });
  };
  step(asked, requester, {
    type: 'request',
    draft: {
      id: faker.string.uuid({ version: 7, refDate: new Date(asked) }),
      residentId: resident.id,
      communityId: resident.communityId,
      hospitalId: hospital?.id ?? null,
      scheduledFor: slot ? new Date(slot.start) : null,
      scheduledUntil: slot ? new Date(slot.end) : null,
      location: { latitude: resident.latitude, longitude: resident.longitude },
      notes: null,
    },
  });
  if (faker.datatype.boolean({ probability: 0.08 })) {
    step(asked + minutes(0.3, 1), requester, { type: 'cancel', reason: 'No longer needed' });
    return steps;
  }

  const assignWithin = Math.min(
    policy.sla.assignWithin ?? 10 * MINUTE,
    (slot?.start ?? Number.MAX_VALUE) - asked,
  );
  const late = !slot && faker.datatype.boolean({ probability: 0.12 });
  const assigned = asked + assignWithin * (late ? 1.4 : faker.number.float({ min: 0.1, max: 0.8 }));
  if (late && policy.sla.assignWithin !== null)
    step(asked + assignWithin, SYSTEM, { type: 'sla_due', clock: 'assign' });
  const { candidate, actor } = volunteer
    ? volunteerFor(world, resident)
    : responderFor(world, policy, hospital);
  const dispatcher = volunteer ? managerActor(world, resident) : adminActor(world, hospital);
  step(assigned, dispatcher, { type: 'assign', assignee: candidate });

  const arrived = slot
    ? slot.start + minutes(1, 15)
    : assigned + faker.number.float({ min: 0.2, max: 0.7 }) * (policy.sla.arriveWithin ?? 30 * MINUTE);
  if (!policy.skips.includes('en_route')) {
    const left = Math.max(assigned + 0.2 * MINUTE, arrived - minutes(4, 12));
    step(Math.min(left, arrived - MINUTE / 10), actor, { type: 'move', to: 'en_route' });
  }
  step(arrived, actor, { type: 'move', to: 'in_service' });
  step(arrived + minutes(10, 55), actor, { type: 'complete' });
  return steps;
}

const SYSTEM: Actor = {
  kind: 'system',
  id: null,
  name: null,
  role: 'system',
  hospitalId: null,
  communityId: null,
};

function staffActor(member: DemoStaff): Actor {
  const { id, name, role, hospitalId, communityId } = member;
  return { kind: 'staff', id, name, role, hospitalId, communityId };
}

function residentActor({ id, name, communityId }: DemoResident): Actor {
  return { kind: 'resident', id, name, role: 'resident', hospitalId: null, communityId };
}

function hospitalOf(world: DemoWorld, resident: DemoResident): DemoHospital {
  const community = world.communities.find(({ id }) => id === resident.communityId);
  return required(world.hospitals.find(({ id }) => id === community?.hospitalIds[0]));
}

function adminActor(world: DemoWorld, hospital: DemoHospital | null): Actor {
  return staffActor(
    required(
      world.staff.find(({ role, hospitalId }) => role === 'hospital_admin' && hospitalId === hospital?.id),
    ),
  );
}

function managerActor(world: DemoWorld, resident: DemoResident): Actor {
  return staffActor(
    required(
      world.staff.find(
        ({ role, communityId }) => role === 'community_manager' && communityId === resident.communityId,
      ),
    ),
  );
}

function responderFor(world: DemoWorld, policy: Policy, hospital: DemoHospital | null) {
  const fitting = world.staff.filter(
    ({ role, hospitalId }) =>
      hospitalId === hospital?.id && policy.fulfilledBy.roles.some((fit) => fit === role),
  );
  const actor = staffActor(world.faker.helpers.arrayElement(fitting));
  return { actor, candidate: candidateOf(actor) };
}

function volunteerFor(world: DemoWorld, resident: DemoResident) {
  const neighbours = world.residents.filter(
    ({ id, communityId, neighborSosVolunteer }) =>
      neighborSosVolunteer && communityId === resident.communityId && id !== resident.id,
  );
  const actor = residentActor(world.faker.helpers.arrayElement(neighbours));
  return { actor, candidate: candidateOf(actor) };
}

function candidateOf({ kind, id, name, role, hospitalId, communityId }: Actor): Candidate {
  if ((kind !== 'staff' && kind !== 'resident') || role === 'system' || role === 'api_key') {
    throw new Error('only people are assigned');
  }
  const volunteer = kind === 'resident';
  return {
    kind,
    id: required(id),
    name: required(name),
    role,
    hospitalId,
    communityId,
    volunteer,
    active: true,
  };
}

function required<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('The demo world lacks a person it should have');
  return value;
}

/** By how many minutes clocks in a zone are ahead of UTC. */
function minutesAhead(timeZone: string, at: Date): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

/** @param ahead minutes that clocks are ahead of UTC. */
function localMidnight(now: Date, ahead: number): number {
  const local = now.getTime() + ahead * MINUTE;
  return Math.floor(local / DAY) * DAY - ahead * MINUTE;
}

/** 1 Monday … 7 Sunday, in the demo's zone. */
function isoWeekday(midnight: number, ahead: number): number {
  return ((new Date(midnight + ahead * MINUTE).getUTCDay() + 6) % 7) + 1;
}
