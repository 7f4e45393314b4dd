import { NetworkError } from '@kiwimesh/sdk';
import type { ElementLanguage } from '../locale/element-language.ts';
import type { Screen } from './views.ts';

type Chunk = 'services' | 'steps' | 'tracker' | 'bookings' | 'inbox' | 'call' | 'data' | 'helping';

const CHUNK_OF: Readonly<Partial<Record<Screen, Chunk>>> = {
  services: 'services',
  time: 'steps',
  place: 'steps',
  review: 'steps',
  tracker: 'tracker',
  bookings: 'bookings',
  inbox: 'inbox',
  call: 'call',
  data: 'data',
  helping: 'helping',
};

const IMPORTS: Readonly<Record<Chunk, (languages: ElementLanguage) => Promise<unknown>>> = {
  // Without their texts, the questions about what is wrong are English: services can be had either way.
  services: (languages) =>
    Promise.all([import('./booking-services.ts'), languages.add('triage').catch(() => undefined)]),
  steps: () => import('./booking-steps.ts'),
  tracker: () => import('../screens/kiwi-booking-tracker/kiwi-booking-tracker.ts'),
  bookings: () => import('../screens/kiwi-booking-list/kiwi-booking-list.ts'),
  inbox: () => import('../screens/kiwi-inbox/kiwi-inbox.ts'),
  // Without their texts, the words of the call are English: calling works either way.
  call: (languages) =>
    Promise.all([
      import('../screens/kiwi-live-call/kiwi-live-call.ts'),
      languages.add('call').catch(() => undefined),
    ]),
  data: (languages) =>
    Promise.all([import('../screens/kiwi-my-data/kiwi-my-data.ts'), languages.add('my-data')]),
  // Without their texts, the words of a request are English: it can be answered either way.
  helping: (languages) =>
    Promise.all([
      import('../screens/kiwi-helping/kiwi-helping.ts'),
      languages.add('helping').catch(() => undefined),
    ]),
};

/** Of each element: the code is there for all once it is for one, but the texts are in the language of one of them. */
const loadedFor = new WeakMap<ElementLanguage, Set<Chunk>>();

/** Whether the code of a screen is there, and its texts in the language of the element that shows it. */
export function isLoaded(screen: Screen, languages: ElementLanguage): boolean {
  const chunk = CHUNK_OF[screen];
  return chunk === undefined || loadedFor.get(languages)?.has(chunk) === true;
}

/** Loads the code and texts of a screen, once. @throws NetworkError when it cannot be reached. */
export async function loadScreen(screen: Screen, languages: ElementLanguage): Promise<true> {
  const chunk = CHUNK_OF[screen];
  // The forms of the sign-in are there from the start.
  if (chunk === undefined) return true;
  try {
    await IMPORTS[chunk](languages);
  } catch (cause) {
    throw new NetworkError('A part of the widget did not load', { cause });
  }
  loadedFor.set(languages, (loadedFor.get(languages) ?? new Set()).add(chunk));
  return true;
}

/** Loads what a person in need opens next, before they do: the network may be gone by then. */
export function warmUp(languages: ElementLanguage): void {
  for (const screen of ['review', 'tracker'] as const)
    void loadScreen(screen, languages).catch(() => undefined);
}
