import { html, type TemplateResult } from 'lit';
import type { FoundPlace, NearestUnits, Unit, UnitMessage } from '../console/domain/wire.ts';
import type { ConsoleSession } from '../console/sources/console-session.ts';
import type { KiwiOutOfService } from '../console/units/kiwi-out-of-service.ts';
import { community, hospital, newBooking, services } from '../test/fake-world.ts';
import { FALL, HOME, TIME_ZONE } from './fixtures.ts';
import type { Story, StoryContext } from './story.ts';
import '../console/call/kiwi-nearest.ts';
import '../console/map/kiwi-map.ts';
import '../console/messages/kiwi-messages.ts';
import '../console/units/kiwi-out-of-service.ts';
import '../console/units/kiwi-units.ts';
import '../console/where/kiwi-where.ts';

const NOW = Date.parse('2026-11-27T04:01:30.000Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const [service] = services;
const booking =
  service === undefined
    ? null
    : {
        ...newBooking(7, service, {}),
        urgency: 1 as const,
        location: { latitude: 12.97, longitude: 77.59, address: HOME },
      };
const by = { kind: 'staff', id: 'desk', name: 'Asha Rao' } as const;

/** One unit in each state, one of them not seen for long and one never. */
const units: readonly Unit[] = (
  ['available', 'assigned', 'en_route', 'on_scene', 'out_of_service', 'off_duty'] as const
).map((state, index) => ({
  id: `unit-${index}`,
  name:
    ['Meera Nair', 'Vikram Shetty', 'Leela Menon', 'Ravi Kumar', 'Sana Khan', 'Joseph D’Souza'][index] ?? '',
  role: index % 2 === 0 ? 'paramedic' : 'nurse',
  hospitalId: hospital.id,
  state,
  onDuty: state !== 'off_duty',
  outOfService: state === 'out_of_service' ? { reason: 'Flat tyre', since: ago(600), by } : null,
  onDutySince: ago(3_600),
  position:
    index === 5 ? null : { latitude: 12.96 + index / 200, longitude: 77.59, recordedAt: ago(index * 170) },
  currentBookingId: index === 0 || booking === null ? null : booking.id,
  nextBookingId: null,
  nextBookingAt: null,
  distanceMetres: 900 + index * 1_300,
  travelMinutes: 3 + index * 4,
  unseenMessages: index === 1 ? 2 : 0,
  version: 1,
}));

const messages: readonly UnitMessage[] = [
  'Second entrance: the lift of tower B is out of order',
  'Call the desk',
].map((text, index) => ({
  id: `message-${index}`,
  unitId: 'unit-1',
  hospitalId: hospital.id,
  bookingId: null,
  text,
  sentAt: ago(90 + index * 400),
  by,
  seenAt: index === 0 ? null : ago(430),
}));

const found: readonly FoundPlace[] = (['place', 'community'] as const).map((kind, index) => ({
  kind,
  id: `found-${index}`,
  name: kind === 'place' ? 'Gate 2' : community.name,
  communityId: community.id,
  communityName: community.name,
  location: { latitude: 12.98, longitude: 77.59, address: `Gate 2, ${community.name}` },
  distanceMetres: 140 + index * 900,
}));

const answers: Readonly<Record<string, readonly unknown[]>> = {
  '/v1/units': units,
  '/v1/bookings': booking === null ? [] : [booking],
  '/v1/communities': [community],
  '/v1/unit-messages': messages,
};

/** What the views read, as the service answers it. */
function sessionWith(lists: typeof answers): ConsoleSession {
  const page = async (path: string) => {
    if (path.endsWith('/volunteers-nearby')) return { radiusMetres: 1_000, atLeast: 10 };
    return { data: lists[path] ?? [], nextCursor: null };
  };
  const nothingToFollow = () => () => undefined;
  return {
    kiwi: {
      get: page,
      post: async () => ({ source: 'estimate', data: units.slice(0, 3) }),
      async *pages(path: string) {
        yield* lists[path] ?? [];
      },
    },
    clock: { now: () => NOW },
    live: () => ({ units: nothingToFollow, board: nothingToFollow }),
    desk: hospital.id,
    hospitals: [hospital],
    services,
    region: { timezone: TIME_ZONE, mapStyleUrl: null },
    me: { id: 'desk', role: 'nurse' },
    dispatches: true,
    supervises: false,
  } as unknown as ConsoleSession;
}

const view = (name: string, search = '') => ({ view: name, id: null, search });
const unitsView =
  (lists: typeof answers, search: string) =>
  ({ language, region }: StoryContext): TemplateResult =>
    html`<kiwi-units
      .language=${language}
      .region=${region}
      .session=${sessionWith(lists)}
      .place=${view('units', search)}
      .opensBookings=${true}
    ></kiwi-units>`;
const nearest: NearestUnits = { source: 'estimate', data: units.slice(0, 3).map((unit) => ({ ...unit })) };

/** The views of units and the map, and the parts that belong to them. */
export const UNIT_STORIES = {
  'console-units': { isView: true, render: unitsView(answers, `?off=1&booking=${booking?.id ?? ''}`) },
  'console-units-none': { isView: true, render: unitsView({}, '') },
  'console-out-of-service': {
    render: ({ language, region }) => html`<kiwi-out-of-service
      .language=${language}
      .region=${region}
      .unit=${units[0] ?? null}
    ></kiwi-out-of-service>`,
    open: (root) => void root.querySelector<KiwiOutOfService>('kiwi-out-of-service')?.open(),
  },
  'console-messages': {
    render: ({ language, region }) => html`<kiwi-messages
      .language=${language}
      .region=${region}
      .session=${sessionWith(answers)}
      .scope=${{ unitId: 'unit-1', hospitalId: hospital.id, bookingId: null }}
      .unitName=${'Vikram Shetty'}
    ></kiwi-messages>`,
  },
  'console-nearest': {
    render: ({ language, region }) => html`<kiwi-nearest
      .language=${language}
      .region=${region}
      .nearest=${nearest}
      .now=${() => NOW}
    ></kiwi-nearest>`,
  },
  'console-where': {
    render: ({ language, region }) => html`<kiwi-where
      .language=${language}
      .region=${region}
      .known=${FALL.locations}
      .value=${FALL.prefill.location.value}
      .find=${async () => found}
    ></kiwi-where>`,
    open: (root) => {
      const form = root
        .querySelector('kiwi-where')
        ?.shadowRoot?.querySelector<HTMLFormElement>('form.search');
      const field = form?.querySelector('input');
      if (field) field.value = 'gate 2';
      form?.requestSubmit();
    },
  },
  // Where the browser draws no map the list is all there is.
  'console-map-list': {
    isView: true,
    render: ({ language, region }) => {
      HTMLCanvasElement.prototype.getContext = () => null;
      return html`<kiwi-map
        .language=${language}
        .region=${region}
        .session=${sessionWith(answers)}
        .place=${view('map', '?unit=unit-2')}
        .opensBookings=${true}
      ></kiwi-map>`;
    },
  },
} satisfies Record<string, Story>;
