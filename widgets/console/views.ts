import { html, type TemplateResult } from 'lit';
import type { Region } from '../src/domain/region.ts';
import type { TextSet } from '../src/locale/catalogues.ts';
import type { Language } from '../src/locale/language.ts';
import type { Message } from '../src/locale/messages.ts';
import type { Part } from '../src/parts/part.ts';
import type { Shortcut } from './domain/keys.ts';
import type { Place, Route } from './domain/place.ts';
import type { ConsoleSession } from './sources/console-session.ts';
import type { Line } from './sources/line.ts';
import type { Queue } from './sources/queue.ts';

/** The element of a view, as the shell uses it. Its first `<h2>` gets focus when a person goes to the view. */
export interface ViewElement extends Part {
  /** Its keys, beside those that mean the same everywhere. */
  readonly shortcuts: readonly Shortcut[];
  /** @returns whether the command of a key meant something now. */
  command(command: string): boolean;
}

/** What the shell gives to the view that is shown. */
export interface ViewContext {
  readonly language: Language;
  readonly region: Region;
  readonly session: ConsoleSession;
  /** Whether the live connection of calls is current. */
  readonly line: Line;
  /** The calls of the desk; null for who follows none. */
  readonly queue: Queue | null;
  readonly place: Place;
}

/**
 * A view of the console. A further one is one more entry in {@link VIEWS}: the shell makes its place in the navigation, its
 * address, its keys and its title of it. An element of a view fires `go` with a {@link Place} to open something.
 */
export interface View extends Route {
  readonly label: Message;
  /** Pressed after `g`. */
  readonly key: string;
  maySee(session: ConsoleSession): boolean;
  /** Its texts beside those of the console, where it has some. */
  readonly texts?: TextSet;
  /** Loads its element, which defines itself. */
  load(): Promise<unknown>;
  /** One element, marked with `data-view`. */
  render(context: ViewContext): TemplateResult;
  /** Whether it scrolls in itself: then it fits the window also where the others grow with what they show. */
  readonly scrolls?: true;
  /** Whether it stays as it is, out of sight, while another view is shown. */
  readonly stays?: true;
}

export const VIEWS: readonly View[] = [
  {
    name: 'desk',
    path: '',
    records: 'calls',
    key: 'd',
    label: (msg) => msg('Desk', { id: 'dispatch.desk' }),
    maySee: ({ followsCalls }) => followsCalls,
    load: () => import('./desk/kiwi-desk.ts'),
    // A call that goes on is not put down to look at something else.
    stays: true,
    render: ({ language, region, session, queue, place }) =>
      queue === null
        ? html``
        : html`<kiwi-desk
            data-view
            .language=${language}
            .region=${region}
            .session=${session}
            .queue=${queue}
            .callId=${place.id}
          ></kiwi-desk>`,
  },
  {
    name: 'board',
    path: 'board',
    records: 'bookings',
    key: 'b',
    label: (msg) => msg('Board', { id: 'board.title' }),
    maySee: ({ followsBookings }) => followsBookings,
    texts: 'board',
    load: () => import('./board/kiwi-board.ts'),
    scrolls: true,
    // Its rows are there at once when one comes back.
    stays: true,
    render: ({ language, region, session, place }) =>
      html`<kiwi-board
        data-view
        .language=${language}
        .region=${region}
        .session=${session}
        .desk=${session.desk}
        .place=${place}
      ></kiwi-board>`,
  },
  {
    name: 'map',
    path: 'map',
    records: null,
    key: 'm',
    label: (msg) => msg('Map', { id: 'dispatch.map' }),
    maySee: ({ followsCalls, supervises }) => followsCalls || supervises,
    texts: 'units',
    load: () => import('./map/kiwi-map.ts'),
    render: ({ language, region, session, place }) => html`<kiwi-map
      data-view
      .language=${language}
      .region=${region}
      .session=${session}
      .place=${place}
      .opensBookings=${VIEWS.some(({ records }) => records === 'bookings')}
    ></kiwi-map>`,
  },
  {
    name: 'units',
    path: 'units',
    records: null,
    key: 'u',
    label: (msg) => msg('Units', { id: 'dispatch.units' }),
    maySee: ({ followsCalls, supervises }) => followsCalls || supervises,
    texts: 'units',
    load: () => import('./units/kiwi-units.ts'),
    render: ({ language, region, session, place }) => html`<kiwi-units
      data-view
      .language=${language}
      .region=${region}
      .session=${session}
      .place=${place}
      .opensBookings=${VIEWS.some(({ records }) => records === 'bookings')}
    ></kiwi-units>`,
  },
  {
    name: 'supervisor',
    path: 'supervisor',
    records: null,
    key: 's',
    label: (msg) => msg('Supervisor', { id: 'supervise.view' }),
    maySee: ({ supervises }) => supervises,
    texts: 'supervise',
    load: () => import('./supervisor/kiwi-supervisor.ts'),
    render: ({ language, region, session, queue }) =>
      html`<kiwi-supervisor
        data-view
        .language=${language}
        .region=${region}
        .session=${session}
        .queue=${queue}
      ></kiwi-supervisor>`,
  },
];
