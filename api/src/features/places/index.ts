/** The face of places: where a code or a device says that a caller is. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { DeviceKind } from './models.ts';

export type { DeviceKind } from './models.ts';

export interface ResolvedPlace {
  readonly placeId: string;
  readonly name: string;
  readonly communityId: string;
  readonly location: { readonly latitude: number; readonly longitude: number; readonly address: string };
}

export interface ResolvedDevice {
  readonly kind: DeviceKind;
  readonly communityId: string;
  readonly residentId: string | null;
  /** Where it is installed; null for one that is carried. */
  readonly place: ResolvedPlace | null;
}

export interface PlacesFace {
  /** What a typed or scanned code stands for; null for one that never was, was replaced or is switched off. */
  resolve(uow: UnitOfWork, code: string): Promise<ResolvedPlace | null>;
  /** A place by its id; null when it does not exist. */
  placeOf(uow: UnitOfWork, placeId: string): Promise<ResolvedPlace | null>;
  /**
   * The active registration of a device in the caller's reach; null for one that is unknown, or known in several
   * communities, which the id alone does not tell apart.
   * @param communityId where the device is, if known.
   */
  device(uow: UnitOfWork, deviceId: string, communityId?: string): Promise<ResolvedDevice | null>;
}
