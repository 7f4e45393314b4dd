import { html, type TemplateResult } from 'lit';
import type { Failure } from '../src/domain/failure.ts';
import type { Region } from '../src/domain/region.ts';
import type { Slot } from '../src/domain/wire.ts';
import type { Language } from '../src/locale/language.ts';
import { newBooking, services } from '../test/fake-world.ts';
import type { StoryName } from './names.ts';
import '../src/elements/kiwi-cancel-dialog/kiwi-cancel-dialog.ts';
import '../src/elements/kiwi-place-picker/kiwi-place-picker.ts';
import '../src/elements/kiwi-service-picker/kiwi-service-picker.ts';
import '../src/elements/kiwi-slot-picker/kiwi-slot-picker.ts';

/** What every element gets. */
export interface StoryContext {
  readonly language: Language;
  readonly region: Region;
}

/** One state of an element, shown by itself. */
export interface Story {
  readonly render: (context: StoryContext) => TemplateResult;
  /** Called once it is shown. */
  readonly open?: (root: ParentNode) => void;
}

const TIME_ZONE = 'Asia/Kolkata';
const HOME = 'B-1204, Banyan Grove, 14 Lake Road, Jayanagar, Bengaluru 560041';
const COMMUNITY = { name: 'Banyan Grove', location: { latitude: 12.93, longitude: 77.58 } };
const UNREACHABLE: Failure = {
  kind: 'unreachable',
  code: 'unreachable',
  status: 0,
  retryAfter: null,
  correlationId: null,
  detail: null,
  field: null,
  openBookingId: null,
};
const TAKEN: Failure = { ...UNREACHABLE, kind: 'problem', code: 'slot_taken', status: 409 };

/** Half hours of a week from a fixed Monday, some of them taken. */
const SLOTS: readonly Slot[] = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 8 }, (_, index): Slot => {
    const start = new Date(Date.UTC(2026, 10, 30 + day, 4, index * 30));
    return {
      start: start.toISOString(),
      end: new Date(start.getTime() + 30 * 60_000).toISOString(),
      hospitalId: 'here',
      remaining: (day + index) % 3 === 0 || day === 2 ? 0 : 2,
    } as Slot;
  }),
).flat();

const first = services[0];
const active = first ? [newBooking(1, first, {})] : [];

export const STORIES: Readonly<Record<StoryName, Story>> = {
  'service-picker': {
    render: ({ language, region }) => html`<kiwi-service-picker
      .language=${language}
      .region=${region}
      .services=${services}
      .timeZone=${TIME_ZONE}
    ></kiwi-service-picker>`,
  },
  'service-picker-under-way': {
    render: ({ language, region }) => html`<kiwi-service-picker
      .language=${language}
      .region=${region}
      .services=${services}
      .active=${active}
      .timeZone=${TIME_ZONE}
    ></kiwi-service-picker>`,
  },
  'service-picker-empty': {
    render: ({ language, region }) =>
      html`<kiwi-service-picker .language=${language} .region=${region}></kiwi-service-picker>`,
  },
  'slot-picker': {
    render: ({ language, region }) => html`<kiwi-slot-picker
      .language=${language}
      .region=${region}
      .slots=${SLOTS}
      .timeZone=${TIME_ZONE}
    ></kiwi-slot-picker>`,
  },
  'slot-picker-taken': {
    render: ({ language, region }) => html`<kiwi-slot-picker
      .language=${language}
      .region=${region}
      .slots=${SLOTS}
      .reason=${TAKEN}
      .timeZone=${TIME_ZONE}
    ></kiwi-slot-picker>`,
  },
  'slot-picker-loading': {
    render: ({ language, region }) =>
      html`<kiwi-slot-picker .language=${language} .region=${region}></kiwi-slot-picker>`,
  },
  'slot-picker-unreachable': {
    render: ({ language, region }) => html`<kiwi-slot-picker
      .language=${language}
      .region=${region}
      .failure=${UNREACHABLE}
    ></kiwi-slot-picker>`,
  },
  'place-picker': {
    render: ({ language, region }) => html`<kiwi-place-picker
      heading
      .language=${language}
      .region=${region}
      .home=${HOME}
      .community=${COMMUNITY}
    ></kiwi-place-picker>`,
  },
  'place-picker-elsewhere': {
    render: ({ language, region }) => html`<kiwi-place-picker
      heading
      .language=${language}
      .region=${region}
      .home=${HOME}
      .community=${COMMUNITY}
      .place=${{ kind: 'community', words: 'Club house, by the pool' }}
    ></kiwi-place-picker>`,
  },
  'cancel-dialog': {
    render: ({ language, region }) =>
      html`<kiwi-cancel-dialog .language=${language} .region=${region}></kiwi-cancel-dialog>`,
    open: (root) => root.querySelector('kiwi-cancel-dialog')?.open(),
  },
  'cancel-dialog-unreachable': {
    render: ({ language, region }) => html`<kiwi-cancel-dialog
      .language=${language}
      .region=${region}
      .failure=${UNREACHABLE}
    ></kiwi-cancel-dialog>`,
    open: (root) => root.querySelector('kiwi-cancel-dialog')?.open(),
  },
};
