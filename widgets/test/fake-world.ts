import type {
  Announcement,
  Booking,
  Community,
  Erasure,
  Hospital,
  Me,
  Notification,
  Resident,
  ServiceType,
  Session,
  Slot,
  Triage,
} from '../src/domain/wire.ts';

/** The world the fake API answers from: one hospital, one community, one resident, and services of every kind. */

export const PUBLISHABLE_KEY = 'pk_test_widget';
export const PHONE = '+919800000004';
export const CODE = '246810';
/** India, as the API describes it. */
export const REGION = {
  id: 'in',
  country: 'IN',
  currency: 'INR',
  phoneCountry: 'IN',
  languages: ['en', 'hi'],
  emergencyNumber: '112',
  timezone: 'Asia/Kolkata',
  firstDayOfWeek: 7,
  phoneChannels: ['sms', 'whatsapp'],
  mapStyleUrl: null,
};

const id = (n: number): string => `0193a5f0-7c1e-7000-8000-${String(n).padStart(12, '0')}`;
const stamps = {
  version: 1,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
};

export const community: Community = {
  id: id(1),
  name: 'Neem Grove',
  address: '12 Lake Road, Bengaluru 560008',
  location: { latitude: 12.9716, longitude: 77.5946 },
  timezone: 'Asia/Kolkata',
  hospitalIds: [id(2)],
  active: true,
  deactivation: null,
  ...stamps,
};

export const hospital: Hospital = {
  id: id(2),
  name: 'Saffron Hills Hospital',
  phone: '+918045550100',
  address: '4 Saffron Hill Road, Bengaluru 560008',
  location: { latitude: 12.9801, longitude: 77.6012 },
  timezone: 'Asia/Kolkata',
  communityIds: [id(1)],
  active: true,
  deactivation: null,
  ...stamps,
};

/** What the resident was notified of about a booking. */
export const notificationOf = (n: number, change: Partial<Notification> = {}): Notification => ({
  id: id(700 + n),
  class: 'bookings',
  template: 'responder_en_route',
  title: 'On the way to you',
  body: `Home nursing: the team is on its way (${n}).`,
  record: { type: 'booking', id: id(900) },
  createdAt: new Date(Date.UTC(2026, 10, 28, 6, n)).toISOString(),
  readAt: null,
  ...change,
});

/** The hospital's announcements, newest first. */
export const announcementsOf = (count: number): Announcement[] =>
  [
    ['Pharmacy closed on Sunday', 'Order by Saturday, 18:00.\nThe emergency department is open as always.'],
    ['New evening hours', 'Physiotherapy is open until 21:00 from Monday to Friday.'],
    ['Vaccination camp', 'Flu vaccinations in the club house on 5 December, 9:00 to 13:00.'],
  ]
    .slice(0, count)
    .map(([title = '', message = ''], index) => ({
      id: id(90 - index),
      hospitalId: hospital.id,
      title,
      message,
      publishedAt: `2026-11-${26 - index}T09:00:00.000Z`,
      endsAt: null,
    }));

export const resident: Resident = {
  id: id(4),
  communityId: id(1),
  name: 'Asha Rao',
  phone: PHONE,
  email: null,
  unit: 'B-402',
  dateOfBirth: null,
  language: 'en',
  location: { latitude: 12.9716, longitude: 77.5946, address: 'Tower B, 12 Lake Road' },
  neighborSosVolunteer: false,
  active: true,
  deactivation: null,
  ...stamps,
};

export const me: Me = {
  kind: 'resident',
  id: id(4),
  role: 'resident',
  name: 'Asha Rao',
  hospitalId: null,
  communityId: id(1),
  phone: PHONE,
};

export const noErasure: Erasure = {
  state: 'none',
  reason: null,
  requestedBy: null,
  requestedAt: null,
  dueAt: null,
  delayDays: 30,
  openBookings: [],
};

/** Where the person is signed in: here on the first of them, two hours ago on the others. */
export const sessionsOf = (...devices: readonly string[]): Session[] =>
  devices.map((device, index) => ({
    id: id(600 + index),
    device,
    createdAt: stamps.createdAt,
    lastUsedAt: new Date(Date.now() - (index === 0 ? 0 : 2 * 3_600_000)).toISOString(),
    expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    userAgent: null,
    current: index === 0,
  }));

export const paramedic = { kind: 'staff', id: id(3), name: 'Meera Nair' } as const;

const STATES = ['requested', 'assigned', 'en_route', 'in_service', 'completed'] as const;
type State = Booking['state'];

interface Sketch {
  readonly names: ServiceType['names'];
  readonly descriptions: ServiceType['descriptions'];
  readonly slot?: boolean;
  readonly neighbours?: boolean;
  readonly roles?: ServiceType['fulfilledBy']['roles'];
  readonly arrive?: string;
  readonly price?: number;
  readonly states?: readonly State[];
  readonly remote?: boolean;
  /** At once, and also at a time. */
  readonly both?: boolean;
  readonly emergency?: boolean;
}

/** A service as the API would tell it, from the few things that make it what it is. */
export function serviceType(name: string, sketch: Sketch): ServiceType {
  const states: State[] = [...(sketch.states ?? STATES)];
  const transitions: ServiceType['transitions'] = {};
  states.forEach((state, index) => {
    const next = states[index + 1];
    transitions[state] = next ? [next, 'cancelled'] : [];
  });
  return {
    id: name,
    names: sketch.names,
    descriptions: sketch.descriptions,
    mode: sketch.slot ? 'slot' : 'on_demand',
    fulfilledBy: sketch.neighbours
      ? { kind: 'resident', roles: ['resident'], skills: [] }
      : { kind: 'staff', roles: sketch.roles ?? ['nurse'], skills: [] },
    states: [...states, 'cancelled'],
    transitions,
    sla: { assignWithin: sketch.slot ? null : 'PT2M', arriveWithin: sketch.arrive ?? null },
    slot: sketch.slot || sketch.both ? { length: 'PT30M', leadTime: 'PT2H', horizon: 'P14D' } : null,
    price: sketch.price === undefined ? null : { amount: sketch.price, currency: 'INR' },
    paymentTrigger: sketch.slot ? 'on_request' : 'on_completion',
    cancellation: sketch.slot
      ? { until: 'en_route', freeBefore: 'PT1H', fee: { amount: 10_000, currency: 'INR' } }
      : { until: 'in_service', freeBefore: null, fee: null },
    requiresLocation: !sketch.remote,
    emergency: sketch.emergency ?? false,
    maxOpen: sketch.emergency ? 2 : null,
    accompaniedBy: [],
    policyVersion: 1,
  };
}

export const services: readonly ServiceType[] = [
  serviceType('ambulance', {
    names: { en: 'Ambulance', hi: 'एम्बुलेंस' },
    descriptions: {
      en: 'Paramedics and transport to hospital, at once',
      hi: 'पैरामेडिक और अस्पताल तक वाहन, तुरंत',
    },
    emergency: true,
    roles: ['paramedic'],
    arrive: 'PT15M',
    price: 150_000,
  }),
  serviceType('first_aid', {
    names: { en: 'First aid', hi: 'प्राथमिक उपचार' },
    descriptions: {
      en: 'A nurse at your door for cuts, burns and falls',
      hi: 'चोट, जलन या गिरने पर नर्स आपके दरवाज़े पर',
    },
    emergency: true,
    arrive: 'PT20M',
    price: 40_000,
  }),
  serviceType('neighbor_sos', {
    names: { en: 'Neighbor SOS', hi: 'पड़ोसी SOS' },
    descriptions: {
      en: 'Neighbours who have volunteered are called to help at once. It does not replace an ambulance.',
      hi: 'मदद के लिए तैयार पड़ोसियों को तुरंत बुलाया जाता है। यह एम्बुलेंस का विकल्प नहीं है।',
    },
    emergency: true,
    neighbours: true,
    arrive: 'PT5M',
  }),
  serviceType('remote_care', {
    names: { en: 'Remote care', hi: 'दूर से देखभाल' },
    descriptions: { en: 'Talk to a nurse by phone or video', hi: 'फ़ोन या वीडियो पर नर्स से बात करें' },
    remote: true,
    both: true,
    price: 25_000,
    states: ['requested', 'assigned', 'in_service', 'completed'],
  }),
  serviceType('consultation', {
    names: { en: 'Doctor consultation', hi: 'डॉक्टर से परामर्श' },
    descriptions: { en: 'See a doctor at the hospital', hi: 'अस्पताल में डॉक्टर से मिलें' },
    slot: true,
    remote: true,
    price: 60_000,
  }),
  serviceType('home_nursing', {
    names: { en: 'Home nursing', hi: 'घर पर नर्सिंग' },
    descriptions: { en: 'Dressings, injections and care at home', hi: 'घर पर ड्रेसिंग, इंजेक्शन और देखभाल' },
    slot: true,
    price: 80_000,
  }),
  serviceType('physiotherapy', {
    names: { en: 'Physiotherapy', hi: 'फ़िज़ियोथेरेपी' },
    descriptions: { en: 'A session at home with a physiotherapist', hi: 'घर पर फ़िज़ियोथेरेपिस्ट के साथ एक सत्र' },
    slot: true,
    price: 70_000,
  }),
  serviceType('routine_checkup', {
    names: { en: 'Routine check-up', hi: 'नियमित जाँच' },
    descriptions: { en: 'Blood pressure, sugar and the usual questions', hi: 'रक्तचाप, शुगर और सामान्य सवाल' },
    slot: true,
    price: 50_000,
  }),
  serviceType('blood_test', {
    names: { en: 'Blood test at home', hi: 'घर पर ख़ून की जाँच' },
    descriptions: { en: 'A sample taken at home, the report by message', hi: 'घर पर नमूना, रिपोर्ट संदेश से' },
    slot: true,
    price: 35_050,
  }),
];

const HALF_HOUR = 30 * 60_000;

/** Half-hour slots of the ten days from tomorrow, 9 to 12 and 15 to 17 in Kolkata; a full day and taken times among them. */
export function slotsFrom(now: Date): Slot[] {
  const slots: Slot[] = [];
  // Kolkata is UTC+5:30 all year: local midnight is 18:30 UTC of the day before.
  const midnight = Math.floor((now.getTime() + 11 * HALF_HOUR) / 86_400_000) * 86_400_000 - 11 * HALF_HOUR;
  for (let day = 1; day <= 10; day++) {
    for (const half of [18, 19, 20, 21, 22, 23, 30, 31, 32, 33]) {
      const start = midnight + day * 86_400_000 + half * HALF_HOUR;
      const remaining = day === 3 ? 0 : (day * 7 + half) % 4;
      slots.push({
        start: new Date(start).toISOString(),
        end: new Date(start + HALF_HOUR).toISOString(),
        hospitalId: hospital.id,
        capacity: 4,
        remaining,
      });
    }
  }
  return slots;
}

/** A booking as it comes back from being made. */
export function newBooking(n: number, service: ServiceType, body: Record<string, unknown>): Booking {
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const onDemand = service.mode === 'on_demand';
  return {
    id: id(100 + n),
    serviceType: service.id,
    state: 'requested',
    residentId: resident.id,
    communityId: community.id,
    hospitalId: service.fulfilledBy.kind === 'staff' ? hospital.id : null,
    assignee: null,
    scheduledFor: (body.scheduledFor as string | undefined) ?? null,
    scheduledUntil: null,
    location: service.requiresLocation
      ? ((body.location as Booking['location'] | undefined) ?? resident.location)
      : null,
    urgency: null,
    triageId: null,
    linkedTo: null,
    waypoint: null,
    notes: (body.notes as string | undefined) ?? null,
    sla: {
      assignBy: onDemand ? at(2) : null,
      arriveBy: onDemand && service.sla.arriveWithin ? at(15) : null,
      breached: false,
    },
    payment: service.price ? { trigger: service.paymentTrigger, amount: service.price } : null,
    escalation: null,
    cancellation: null,
    position: null,
    allowedTransitions: ['cancelled'],
    version: 1,
    createdAt: new Date(now).toISOString(),
    updatedAt: new Date(now).toISOString(),
  };
}

/** An assessment as it comes back from being asked for. */
export const triageOf = (change: Partial<Triage> = {}): Triage => ({
  id: id(300),
  urgency: 2,
  label: 'Emergency',
  rulesFloor: 2,
  source: 'rules',
  provider: null,
  model: null,
  degraded: true,
  insufficient: false,
  language: 'en',
  text: null,
  symptoms: [
    { concept: 'chest_pain', label: 'Chest pain' },
    { concept: 'sweating', label: 'Sweating' },
  ],
  redFlags: [
    {
      rule: 'heart_attack',
      urgency: 2,
      label: 'Chest pain that may come from the heart',
      why: 'Chest pain with sweating may be a heart attack; early treatment saves heart muscle.',
    },
  ],
  findings: [],
  questions: [{ id: 'breathless', concept: 'breathlessness', text: 'Is it hard to breathe?' }],
  advice: [
    {
      id: 'heart_attack',
      steps: [
        'Let the person sit and rest in the position that is most comfortable.',
        'Loosen tight clothes. Do not leave them alone.',
        'If they faint and stop breathing, start chest compressions.',
      ],
    },
  ],
  recommendedServiceType: 'ambulance',
  attempts: [],
  latencyMs: 3,
  residentId: resident.id,
  bookingId: null,
  override: null,
  outcome: null,
  version: 1,
  createdAt: '2026-11-27T04:00:00.000Z',
  ...change,
});

/** Assessments of each kind. */
export const TRIAGES = {
  emergency: triageOf(),
  immediate: triageOf({ urgency: 1, label: 'Immediate', rulesFloor: 1 }),
  urgent: triageOf({
    urgency: 3,
    label: 'Urgent',
    rulesFloor: 3,
    symptoms: [{ concept: 'fever', label: 'Fever' }],
    redFlags: [
      {
        rule: 'fever_child',
        urgency: 3,
        label: 'Fever in a small child',
        why: 'A doctor should look today.',
      },
    ],
    questions: [
      { id: 'hard-to-wake', concept: 'drowsy', text: 'Are they unusually sleepy or hard to wake?' },
    ],
    advice: [
      { id: 'fever', steps: ['Give small sips of water often.', 'Take off extra clothes and blankets.'] },
    ],
    recommendedServiceType: 'consultation',
  }),
  routine: triageOf({
    urgency: 5,
    label: 'Non-urgent',
    rulesFloor: 5,
    symptoms: [{ concept: 'dry_skin', label: 'Dry skin' }],
    redFlags: [],
    questions: [],
    advice: [],
    recommendedServiceType: 'remote_care',
  }),
  insufficient: triageOf({
    insufficient: true,
    symptoms: [],
    redFlags: [],
    questions: [
      { id: 'awake', concept: 'unresponsive', text: 'Is the person not answering when you speak to them?' },
      { id: 'breathless', concept: 'breathlessness', text: 'Is it hard to breathe?' },
    ],
    advice: [],
  }),
} as const;
