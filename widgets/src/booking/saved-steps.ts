import type { Draft } from '../domain/draft.ts';
import type { Place } from '../domain/place.ts';
import { type BookingStep, stepsOf } from '../domain/services.ts';
import type { ServiceType, Slot } from '../domain/wire.ts';
import { TabRecord } from '../sources/state/tab-record.ts';
import type { Step } from './step-history.ts';
import { type DraftBox, isStep, type Screen, type View } from './views.ts';

/** As long as a person may be away from a booking they have begun: to look for a card, or to read a message. */
const KEPT_MS = 30 * 60_000;

/**
 * A draft without what the service knows, without the notes, which describe an illness, and without the position of the
 * device, which is found again. Of an assessment its id remains, which tells nothing about the person.
 */
interface SavedDraft extends Pick<Draft, 'atOnce' | 'slot' | 'typed' | 'forAnotherPerson' | 'triage'> {
  readonly service: string;
  readonly place: Exclude<Place, { kind: 'position' }> | null;
}

interface Saved {
  readonly person: string;
  /** Milliseconds since 1970, by the service's clock. */
  readonly until: number;
  readonly at: number;
  readonly drafts: readonly SavedDraft[];
  readonly steps: readonly {
    readonly at: number;
    readonly screen: Screen;
    readonly bookingId: string;
    /** The position in `drafts`, or -1. */
    readonly draft: number;
  }[];
}

interface Taken {
  readonly steps: readonly Step<View>[];
  readonly at: number;
}

/**
 * Where the person is in the element, kept in the tab so that a reload does not lose it: a phone may discard the page while
 * its owner looks something up. A booking that was begun is in it with its service, time and place. It goes when the booking
 * is sent or left, with the session, the tab, or after half an hour.
 */
export class SavedSteps {
  readonly #now: () => number;
  readonly #record: TabRecord<Saved>;

  /** @param now milliseconds since 1970, by the service's clock. */
  constructor(id: string, now: () => number) {
    this.#now = now;
    this.#record = new TabRecord(`kiwimesh:steps:${id}`, now, isSaved);
  }

  save({ steps: taken, at }: Taken, person: string): void {
    // A dialog is not opened again: it would take focus from the page.
    const steps = taken.filter(({ view }) => !view.asking);
    const boxes = [...new Set(steps.flatMap(({ view }) => view.draft ?? []))];
    this.#record.keep({
      person,
      until: this.#now() + KEPT_MS,
      at,
      drafts: boxes.map(({ value }) => savedDraft(value)),
      steps: steps.map(({ view: { screen, bookingId, draft }, at: entry }) => ({
        at: entry ?? at,
        screen,
        bookingId,
        draft: draft ? boxes.indexOf(draft) : -1,
      })),
    });
  }

  /** What was saved for the person, as far as it can be shown again. */
  read(person: string, services: readonly ServiceType[]): Taken | null {
    const saved = this.#record.read();
    if (saved?.person === person) return restored(saved, services);
    this.drop();
    return null;
  }

  drop(): void {
    this.#record.drop();
  }
}

function isSaved(value: unknown): value is Saved {
  const { person, until, at, drafts, steps } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof person === 'string' &&
    typeof until === 'number' &&
    typeof at === 'number' &&
    Array.isArray(drafts) &&
    Array.isArray(steps)
  );
}

function savedDraft({ service, atOnce, slot, typed, forAnotherPerson, place, triage }: Draft): SavedDraft {
  return {
    service: service.id,
    atOnce,
    slot,
    typed: typed && { kind: typed.kind, words: typed.words },
    ...(forAnotherPerson && { forAnotherPerson }),
    ...(triage && { triage }),
    place: place?.kind === 'position' ? null : place,
  };
}

function restored({ at, drafts, steps: saved }: Saved, services: readonly ServiceType[]): Taken | null {
  const boxes = drafts.map(({ service: id, ...draft }): DraftBox | null => {
    const service = services.find((one) => one.id === id);
    return service ? { value: { ...draft, service, notes: '' } } : null;
  });
  const steps: Step<View>[] = [];
  for (const { screen, bookingId, draft, at: entry } of saved) {
    const box = boxes[draft] ?? null;
    if (isStep(screen) && !(box && isReached(screen, box.value))) break;
    steps.push({ view: { screen, bookingId, draft: box, asking: false }, at: entry });
  }
  const last = steps.at(-1);
  if (!last) return null;
  // A step that cannot be shown again leaves its entry to the one before it.
  last.at = at;
  return { steps, at };
}

/** Whether all that the steps before it asked for is there. */
function isReached(screen: BookingStep, { service, atOnce, slot, place }: Draft): boolean {
  const steps = stepsOf(service, atOnce);
  const before = steps.slice(0, steps.indexOf(screen));
  return (
    steps.includes(screen) &&
    (!before.includes('time') || (slot as Slot | null) !== null) &&
    (!before.includes('place') || place !== null)
  );
}
