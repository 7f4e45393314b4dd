import type { ResidentReference } from '../../organisations/index.ts';
import type { DeviceKind, ResolvedPlace } from '../../places/index.ts';
import type { CallChannel } from '../engine/types.ts';
import type { Location } from '../models.ts';
import type { CallActor } from '../record/store.ts';

/** The device that raises an alarm, as its gateway describes it. */
export interface AlarmInput {
  /** As the installation calls it. */
  readonly id: string;
  readonly kind: DeviceKind;
  readonly event?: string | undefined;
  readonly test?: boolean | undefined;
}

export interface NewCall {
  readonly channel: CallChannel;
  readonly callerPhone?: string | undefined;
  readonly residentId?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly language?: string | undefined;
  readonly location?: Location | undefined;
  readonly placeCode?: string | undefined;
  readonly device?: AlarmInput | undefined;
}

/** A call whose caller is known as far as they can be. */
export interface ReceivedCall {
  readonly actor: CallActor;
  readonly resident: ResidentReference | null;
  /** The hospital of the member of staff or key that reports the call, which continues to see it. */
  readonly own: string | null;
  /** The hospital whose desk is asked first. */
  readonly preferred: string | null;
  /** Whose code the caller used. */
  readonly place?: ResolvedPlace | null;
  readonly input: NewCall;
}
