import type { Me } from '../domain/wire.ts';
import { AnnouncementsSource } from './announcements.ts';
import { BookingsSource } from './bookings.ts';
import { CallsSource } from './calls/calls.ts';
import type { HelpingSource } from './helping.ts';
import { HospitalsSource } from './hospitals.ts';
import { NotificationsSource } from './notifications.ts';
import { PlacesSource } from './places.ts';
import { ServicesSource } from './services.ts';
import type { SessionSource } from './session.ts';
import { SlotsSource } from './slots.ts';
import { TriageSource } from './triage.ts';

/** The sources that the screens of one element share. Fires `change` after a change of any. */
export class Sources extends EventTarget {
  readonly session: SessionSource;
  readonly services: ServicesSource;
  readonly places: PlacesSource;
  readonly bookings: BookingsSource;
  readonly slots: SlotsSource;
  readonly hospitals: HospitalsSource;
  readonly announcements: AnnouncementsSource;
  readonly notifications: NotificationsSource;
  readonly triage: TriageSource;
  readonly calls: CallsSource;
  /** What neighbours ask of the person: only of volunteers, once it has been loaded. */
  helping: HelpingSource | null = null;

  constructor(session: SessionSource) {
    super();
    this.session = session;
    this.services = new ServicesSource(session);
    this.places = new PlacesSource(session);
    this.bookings = new BookingsSource(session, this.places);
    this.slots = new SlotsSource(session);
    this.hospitals = new HospitalsSource(session);
    this.announcements = new AnnouncementsSource(session);
    this.notifications = new NotificationsSource(session);
    this.triage = new TriageSource(session, this.places);
    this.calls = new CallsSource(session);
    session.addEventListener('change', () => {
      if (session.phase === 'signedOut') this.#forgetPerson();
    });
    const { region } = session;
    const { services, places, bookings, hospitals, announcements, notifications, triage, calls } = this;
    const own = [services, places, bookings, hospitals, announcements, notifications, triage, calls];
    for (const source of [session, region, ...own])
      source.addEventListener('change', () => this.dispatchEvent(new Event('change')));
  }

  /** Loads what the screens of a person who is signed in need. */
  async load(me: Me): Promise<void> {
    const [services, home] = await Promise.all([this.services.read(), this.places.read(me)]);
    // Signed out meanwhile: nothing of the person is shown again.
    if (!this.session.signedIn) return;
    const active = await this.bookings.readActive(me.id);
    if (!this.session.signedIn) return;
    this.services.show(services);
    this.places.show(home);
    this.bookings.show(active);
    // Not awaited: nothing waits for it, and without an answer the person can call.
    void this.calls.find();
  }

  /** Has the person asked by neighbours. @throws when the code of it cannot be loaded. */
  async listenToNeighbours(): Promise<void> {
    const { HelpingSource } = await import('./helping.ts');
    if (this.helping || !this.session.me?.neighborSosVolunteer) return;
    this.helping = new HelpingSource(this.session, this.services);
    this.helping.addEventListener('change', () => this.dispatchEvent(new Event('change')));
    this.helping.start();
    this.dispatchEvent(new Event('change'));
  }

  stopListening(): void {
    this.helping?.stop();
    this.helping = null;
  }

  #forgetPerson(): void {
    this.stopListening();
    this.places.show({ resident: null, community: null });
    this.bookings.show([]);
    this.triage.forget();
    this.calls.forget();
  }
}
