import type { Database } from '../../kernel/db/unit/database.ts';
import type { WorkLog } from '../../kernel/observability/failure.ts';
import type { Peers, Realtime } from '../../kernel/realtime/realtime.ts';
import type { StoragePort } from '../../ports/storage.ts';
import type { Speech } from '../../speech/speech.ts';
import type { BookingFace } from '../booking/index.ts';
import type { IdentityFace } from '../identity/index.ts';
import type { NeighbourhoodFace } from '../neighbourhood/index.ts';
import type { AccountsFace, OrganisationsFace } from '../organisations/index.ts';
import type { PlacesFace } from '../places/index.ts';
import type { SystemFace } from '../system/index.ts';
import type { TriageFace } from '../triage/index.ts';
import type { CallMetrics } from './record/figures.ts';
import type { TelephoneTexts } from './telephone/announcements.ts';

export interface CallsNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly system: SystemFace;
  readonly triage: TriageFace;
  readonly booking: BookingFace;
  readonly neighbourhood: Pick<NeighbourhoodFace, 'respond'>;
  readonly places: PlacesFace;
  readonly identity: Pick<IdentityFace, 'visitorToken' | 'isSignedIn'>;
  readonly region: {
    readonly languages: readonly string[];
    readonly emergencyNumber: string;
    readonly callRecording: 'allowed' | 'forbidden';
    /** Texts of the region pack, by language. */
    readonly messages: Readonly<Record<string, { readonly telephone?: TelephoneTexts }>>;
  };
  readonly realtime: Realtime & Peers;
  readonly metrics: CallMetrics;
  readonly speech: Speech;
  readonly storage: StoragePort;
  readonly log: WorkLog;
  /** The language models, for the figures of a desk. */
  readonly models: { status(): readonly { readonly configured: boolean; readonly breaker: string }[] };
}
