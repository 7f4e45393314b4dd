import { html } from 'lit';
import type { KiwiAssign } from '../console/board/deeds/kiwi-assign.ts';
import type { KiwiBookingChange } from '../console/board/deeds/kiwi-booking-change.ts';
import { FIRST_VIEW } from '../console/bookings/board-view.ts';
import type { Candidate } from '../console/bookings/candidates.ts';
import { SavedViews } from '../console/bookings/saved-views.ts';
import type { Booking } from '../src/domain/wire.ts';
import { community, newBooking, services } from '../test/fake-world.ts';
import { FALL, HOME } from './fixtures.ts';
import type { Story } from './story.ts';
import '../console/board/deeds/kiwi-assign.ts';
import '../console/board/kiwi-board-filters.ts';
import '../console/board/kiwi-board-rows.ts';
import '../console/board/deeds/kiwi-booking-change.ts';
import '../console/shell/kiwi-ringing.ts';

const NOW = Date.parse('2026-11-27T04:01:30.000Z');
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString();
const [service] = services;

/** Bookings in all states, late and in time, escalated and not. */
const bookings: readonly Booking[] =
  service === undefined
    ? []
    : [1, 2, 3, null].map((urgency, index) => ({
        ...newBooking(index, service, {}),
        urgency: urgency as Booking['urgency'],
        state: (['requested', 'assigned', 'en_route', 'in_service'] as const)[index] ?? 'requested',
        assignee: index === 0 ? null : { kind: 'staff', id: `staff-${index}`, name: 'Meera Nair' },
        location: { latitude: 12.97, longitude: 77.59, address: HOME },
        sla: { assignBy: at(-40), arriveBy: at(index * 45), breached: index === 0 },
        escalation:
          index === 0
            ? { clock: 'assign' as const, at: at(-40), acknowledgedAt: null, acknowledgedBy: null }
            : null,
        createdAt: at(-160 - index * 900),
      }));
const candidates: readonly Candidate[] = ['Asha Rao', 'Vikram Shetty', 'Leela Menon'].map((name, index) => ({
  id: `candidate-${index}`,
  name,
  role: 'paramedic',
  onDuty: index < 2,
  distanceMetres: index === 2 ? null : 850 + index * 2_400,
  travelMinutes: index === 2 ? null : 4 + index * 7,
  open: index,
}));

/** The parts of the board, each state by itself. */
export const BOARD_STORIES = {
  'console-ringing': {
    render: ({ language, region }) => html`<kiwi-ringing
      .language=${language}
      .region=${region}
      .waiting=${[{ ...FALL.call, state: 'waiting', urgency: 1, operator: null }]}
      .now=${() => NOW}
    ></kiwi-ringing>`,
  },
  'console-board-rows': {
    render: ({ language, region }) => html`<kiwi-board-rows
      style="block-size: 20rem"
      .language=${language}
      .region=${region}
      .ids=${bookings.map(({ id }) => id)}
      .bookings=${new Map(bookings.map((booking) => [booking.id, booking]))}
      .services=${services}
      .communities=${new Map(bookings.map(({ communityId }) => [communityId, community]))}
      .columns=${['place', 'clock']}
      .selected=${new Set(bookings.slice(1, 2).map(({ id }) => id))}
      .now=${() => NOW}
    ></kiwi-board-rows>`,
  },
  'console-board-filters': {
    render: ({ language, region }) => html`<kiwi-board-filters
      .language=${language}
      .region=${region}
      .view=${{ ...FIRST_VIEW, filter: { ...FIRST_VIEW.filter, urgencies: [1, 2] } }}
      .saved=${new SavedViews('story')}
      .services=${services}
      .escalations=${2}
    ></kiwi-board-filters>`,
  },
  'console-assign': {
    render: ({ language, region }) => html`<kiwi-assign
      .language=${language}
      .region=${region}
      .booking=${bookings[1] ?? null}
      .service=${service ?? null}
      .candidates=${candidates}
    ></kiwi-assign>`,
    open: (root) => void root.querySelector<KiwiAssign>('kiwi-assign')?.open(),
  },
  'console-cancel-bookings': {
    render: ({ language, region }) => html`<kiwi-booking-change
      .language=${language}
      .region=${region}
      .kind=${'cancel'}
      .bookings=${bookings.slice(0, 2)}
    ></kiwi-booking-change>`,
    open: (root) => void root.querySelector<KiwiBookingChange>('kiwi-booking-change')?.open(),
  },
} satisfies Record<string, Story>;
