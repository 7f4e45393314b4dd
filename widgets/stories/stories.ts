import { html, type TemplateResult } from 'lit';
import type { Region } from '../src/domain/region.ts';
import type { Language } from '../src/locale/language.ts';
import { announcementsOf, services } from '../test/fake-world.ts';
import { active, COMMUNITY, HOME, SLOTS, TAKEN, TIME_ZONE, UNREACHABLE } from './fixtures.ts';
import type { StoryName } from './names.ts';
import '../src/elements/kiwi-announcements/kiwi-announcements.ts';
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
  announcements: {
    render: ({ language, region }) => html`<kiwi-announcements
      .language=${language}
      .region=${region}
      .announcements=${announcementsOf(3)}
      .timeZone=${TIME_ZONE}
    ></kiwi-announcements>`,
  },
  'announcements-none': {
    render: ({ language, region }) =>
      html`<kiwi-announcements .language=${language} .region=${region}></kiwi-announcements>`,
  },
};
