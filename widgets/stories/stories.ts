import { html } from 'lit';
import type { CallStage, MicrophoneState } from '../src/domain/call.ts';
import { type Complaint, NO_COMPLAINT } from '../src/domain/triage.ts';
import { announcementsOf, services, TRIAGES } from '../test/fake-world.ts';
import { CONSOLE_STORIES } from './console-stories.ts';
import { active, COMMUNITY, HOME, SEGMENTS, SLOTS, TAKEN, TIME_ZONE, UNREACHABLE } from './fixtures.ts';
import type { StoryName } from './names.ts';
import type { Story } from './story.ts';
import '../src/elements/kiwi-announcements/kiwi-announcements.ts';
import '../src/elements/kiwi-call-button/kiwi-call-button.ts';
import '../src/elements/kiwi-call-status/kiwi-call-status.ts';
import '../src/elements/kiwi-call-words/kiwi-call-words.ts';
import '../src/elements/kiwi-cancel-dialog/kiwi-cancel-dialog.ts';
import '../src/elements/kiwi-microphone-request/kiwi-microphone-request.ts';
import '../src/elements/kiwi-position-request/kiwi-position-request.ts';
import '../src/elements/kiwi-place-code/kiwi-place-code.ts';
import '../src/elements/kiwi-place-picker/kiwi-place-picker.ts';
import '../src/elements/kiwi-service-picker/kiwi-service-picker.ts';
import '../src/elements/kiwi-slot-picker/kiwi-slot-picker.ts';
import '../src/elements/kiwi-triage-form/kiwi-triage-form.ts';
import '../src/elements/kiwi-triage-result/kiwi-triage-result.ts';

/** The form with what was typed into it. */
const triageForm = (change: Partial<Complaint>, busy = false): Story => ({
  render: ({ language, region }) => html`<kiwi-triage-form
    .language=${language}
    .region=${region}
    .complaint=${{ ...NO_COMPLAINT, ...change }}
    .busy=${busy}
  ></kiwi-triage-form>`,
});

const triageResult = (kind: keyof typeof TRIAGES): Story => ({
  render: ({ language, region }) => html`<kiwi-triage-result
    .language=${language}
    .region=${region}
    .services=${services}
    .triage=${TRIAGES[kind]}
    .question=${TRIAGES[kind].questions[0]}
  ></kiwi-triage-result>`,
});

const callButton = (hold: boolean, place = ''): Story => ({
  render: ({ language, region }) => html`<kiwi-call-button
    .language=${language}
    .region=${region}
    .hold=${hold}
    .place=${place}
    hospital="Kaveri General Hospital"
  ></kiwi-call-button>`,
});

const callStatus = (
  stage: CallStage,
  microphone: MicrophoneState | null = null,
  { whereabouts = '', ...more }: Partial<HTMLElementTagNameMap['kiwi-call-status']> = {},
): Story => ({
  render: ({ language, region }) => html`<kiwi-call-status
    .language=${language}
    .region=${region}
    .stage=${stage}
    .microphone=${microphone ?? 'off'}
    .speaks=${microphone !== null}
    .whereabouts=${whereabouts}
    .position=${more.position ?? 'unknown'}
    .accuracy=${more.accuracy ?? null}
    .understood=${more.understood ?? true}
    .speechOff=${more.speechOff ?? false}
    operator=${['answered', 'held'].includes(stage) ? 'Asha Rao' : ''}
    hospital="Kaveri General Hospital"
  ></kiwi-call-status>`,
});

const callWords = (change: Partial<HTMLElementTagNameMap['kiwi-call-words']>): Story => ({
  render: ({ language, region }) => html`<kiwi-call-words
    .language=${language}
    .region=${region}
    .segments=${change.segments ?? []}
    .unsent=${change.unsent ?? []}
    .captions=${change.captions ?? false}
    .speaks=${change.speaks ?? false}
    .writable=${change.writable ?? true}
  ></kiwi-call-words>`,
});

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
  'triage-form': triageForm({}),
  'triage-form-empty': {
    ...triageForm({}),
    open: (root) =>
      root
        .querySelector('kiwi-triage-form')
        ?.shadowRoot?.querySelector<HTMLElement>('button[type=submit]')
        ?.click(),
  },
  'triage-form-asking': triageForm({ words: 'My father has chest pain since an hour' }, true),
  'triage-form-other': triageForm({
    words: 'She has a fever and does not drink',
    who: 'other',
    age: '3',
    ageUnit: 'months',
  }),
  'triage-result-immediate': triageResult('immediate'),
  'triage-result-emergency': triageResult('emergency'),
  'triage-result-urgent': triageResult('urgent'),
  'triage-result-routine': triageResult('routine'),
  'triage-result-insufficient': triageResult('insufficient'),
  'call-button': callButton(false),
  'call-button-hold': callButton(true),
  'call-button-place': callButton(false, '4TZ9K-2M7QC'),
  'place-code': {
    render: ({ language, region }) => html`<kiwi-place-code
      .language=${language}
      .region=${region}
      refused="4TZ9K-2M7QC"
    ></kiwi-place-code>`,
  },
  'microphone-request': {
    render: ({ language, region }) => html`<kiwi-microphone-request
      .language=${language}
      .region=${region}
    ></kiwi-microphone-request>`,
  },
  'position-request': {
    render: ({ language, region }) => html`<kiwi-position-request
      .language=${language}
      .region=${region}
    ></kiwi-position-request>`,
  },
  'call-status-calling': callStatus('calling'),
  'call-status-ringing': callStatus('ringing', 'quiet'),
  'call-status-answered': callStatus('answered', 'heard'),
  'call-status-muted': callStatus('answered', 'muted'),
  'call-status-place': callStatus('ringing', 'quiet', { whereabouts: 'Tower B, lift 2' }),
  'call-status-position': callStatus('ringing', 'quiet', { position: 'sent', accuracy: 18 }),
  'call-status-no-speech': callStatus('answered', 'heard', { understood: false }),
  'call-status-written': callStatus('answered', null, { speechOff: true }),
  'call-status-held': callStatus('held'),
  'call-status-transferred': callStatus('transferred', 'heard'),
  'call-status-no-microphone': callStatus('answered', 'refused'),
  'call-status-unanswered': callStatus('unanswered'),
  'call-status-ended': callStatus('ended'),
  'call-words-empty': callWords({}),
  'call-words-typed': callWords({ segments: SEGMENTS }),
  'call-words-captions': callWords({
    segments: SEGMENTS.slice(0, 4),
    captions: true,
    speaks: true,
  }),
  'call-words-unsent': callWords({
    segments: SEGMENTS.slice(0, 2),
    unsent: [{ key: 'k', text: 'He is awake and in pain' }],
  }),
  'call-words-over': callWords({
    segments: Array.from({ length: 12 }, (_, index) => ({
      ...(SEGMENTS[index % SEGMENTS.length] as (typeof SEGMENTS)[number]),
      id: `segment-${index}`,
      sequence: index + 1,
    })),
    writable: false,
  }),
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
  ...CONSOLE_STORIES,
};
