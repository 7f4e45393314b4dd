import type { Booking } from '../../src/domain/wire.ts';
import type { Language } from '../../src/locale/language.ts';
import { stateWords as bookingStateWords } from '../../src/locale/words.ts';
import { EVERYWHERE, GO } from '../domain/keys.ts';
import { idSuffixOf, type PaletteEntry } from '../domain/palette.ts';
import { stateWords, urgencyWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import type { Queue } from '../sources/queue.ts';
import type { View, ViewElement } from '../views.ts';

/** What the palette's entries are made of, and what they do. */
export interface PaletteContext {
  readonly language: Language;
  readonly views: readonly View[];
  readonly shown: ViewElement | null;
  readonly queue: Queue | null;
  openView(name: string): void;
  openCall(id: string): void;
  /** As if one of the keys that mean the same everywhere was pressed. */
  everywhere(command: (typeof EVERYWHERE)[number]['command']): void;
}

const FOUND = 5;

/** What can be done with what is open or selected, where one can go, and the calls of the desk. */
export function paletteEntries(context: PaletteContext): PaletteEntry[] {
  const { language, views, shown, queue } = context;
  const { msg } = language;
  const doing = msg('Do', { id: 'dispatch.palette-do' });
  const going = msg('Go to', { id: 'dispatch.palette-go' });
  const calls = msg('Calls', { id: 'dispatch.calls' });
  const keysOf = (keys: readonly string[]) => (keys[0] ?? '').toUpperCase();
  return [
    ...(shown?.shortcuts ?? []).map(({ keys, command, words }) => ({
      id: `do ${command}`,
      group: doing,
      words: words(msg),
      detail: '',
      keys: keysOf(keys),
      run: () => void shown?.command(command),
    })),
    ...views.map(({ name, label, key }) => ({
      id: `go ${name}`,
      group: going,
      words: label(msg),
      detail: '',
      keys: `${GO} ${key}`.toUpperCase(),
      run: () => context.openView(name),
    })),
    ...EVERYWHERE.map(({ keys, command, words }) => ({
      id: `everywhere ${command}`,
      group: doing,
      words: words(msg),
      detail: '',
      keys: keysOf(keys),
      run: () => context.everywhere(command),
    })),
    ...[...(queue?.waiting ?? []), ...(queue?.own ?? []), ...(queue?.left ?? [])].map((call) => ({
      id: `call ${call.id}`,
      group: calls,
      words: `${urgencyWords(msg, call.urgency)} · ${stateWords(msg, call)}`,
      detail: call.location?.address ?? '',
      keys: '',
      run: () => context.openCall(call.id),
    })),
  ].sort((one, other) => Number(other.group === doing) - Number(one.group === doing));
}

/**
 * The bookings whose id ends with a text.
 * @throws ProblemError, NetworkError
 */
export async function findBookings(session: ConsoleSession, text: string): Promise<readonly Booking[]> {
  const idSuffix = idSuffixOf(text);
  if (idSuffix === null || !session.followsBookings) return [];
  const { data } = await session.kiwi.get('/v1/bookings', { query: { idSuffix, limit: FOUND } });
  return data;
}

export function bookingEntries(
  bookings: readonly Booking[],
  { msg, tag }: Language,
  { services }: ConsoleSession,
  open: (id: string) => void,
): readonly PaletteEntry[] {
  const service = ({ serviceType }: Booking) => {
    const names = services.find(({ id }) => id === serviceType)?.names;
    return names?.[tag] ?? names?.en ?? serviceType;
  };
  return bookings.map((booking) => ({
    id: `booking ${booking.id}`,
    group: msg('Bookings', { id: 'dispatch.bookings' }),
    words: `${service(booking)} · ${bookingStateWords(msg, booking.state)}`,
    detail: booking.location?.address ?? '',
    keys: '',
    run: () => open(booking.id),
  }));
}
