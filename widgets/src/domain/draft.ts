import type { Place, TypedPlace } from './place.ts';
import type { ServiceType, Slot } from './wire.ts';

/** An assessment of how urgent it is, which the booking is linked to. */
export interface DraftTriage {
  readonly id: string;
  /** Whether those who see the booking may read what the person said. */
  readonly shareWords: boolean;
}

/** A booking that is being made. */
export interface Draft {
  readonly service: ServiceType;
  /** As soon as possible, rather than at a slot. */
  readonly atOnce: boolean;
  readonly slot: Slot | null;
  readonly place: Place | null;
  /** What the person has typed of the place, before they go on with it. */
  readonly typed: TypedPlace | null;
  readonly notes: string;
  /** The person said so, knowing of an open emergency of the same service. */
  readonly forAnotherPerson?: boolean;
  /** The assessment that led to it. */
  readonly triage?: DraftTriage | null;
}
