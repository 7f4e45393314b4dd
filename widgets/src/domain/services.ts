import { durationSeconds } from '../locale/format.ts';
import type { ServiceType } from './wire.ts';

export interface ServiceGroups {
  /** On demand and someone comes: the big tiles, the fastest promise first. */
  readonly emergency: readonly ServiceType[];
  /** On demand, at most the rest. */
  readonly now: readonly ServiceType[];
  /** By appointment. */
  readonly visits: readonly ServiceType[];
}

const BIG_TILES = 2;

const promise = (service: ServiceType): number =>
  service.sla.arriveWithin ? durationSeconds(service.sla.arriveWithin) : Number.POSITIVE_INFINITY;

/**
 * Sorts the catalogue for a person in need, by what the policies say and never by a service's name: a service
 * added by a policy file falls into place by itself.
 */
export function groupServices(services: readonly ServiceType[]): ServiceGroups {
  const onDemand = services.filter((service) => service.mode === 'on_demand');
  const emergency = onDemand
    .filter((service) => service.requiresLocation && service.fulfilledBy.kind === 'staff')
    .toSorted((a, b) => promise(a) - promise(b))
    .slice(0, BIG_TILES);
  return {
    emergency,
    now: onDemand.filter((service) => !emergency.includes(service)),
    visits: services.filter((service) => service.mode === 'slot'),
  };
}

export type ServiceIcon = 'ambulance' | 'heart' | 'neighbours' | 'video' | 'visit' | 'calendar';

/** A picture by who comes and how, again never by name. */
export function iconOf(service: ServiceType): ServiceIcon {
  if (service.fulfilledBy.kind === 'resident') return 'neighbours';
  if (!service.requiresLocation) return service.mode === 'slot' ? 'calendar' : 'video';
  if (service.mode === 'slot') return 'visit';
  return service.fulfilledBy.roles.includes('nurse') ? 'heart' : 'ambulance';
}

/** The straight way through a service's states, without the ways out: what the tracker draws as steps. */
export function pathOf(service: Pick<ServiceType, 'states' | 'transitions'>): string[] {
  return service.states.filter((state) => state !== 'cancelled');
}

/**
 * Whether the person comes to the hospital: by appointment, with its staff, and no place is asked for. What needs no
 * place and can be had at once happens by phone or video.
 */
export const isAtHospital = (service: ServiceType): boolean =>
  service.mode === 'slot' && !service.requiresLocation && service.fulfilledBy.kind === 'staff';

/** The screens between choosing a service and having it. At once: one screen. By appointment: a time first. */
export type BookingStep = 'time' | 'place' | 'review';

export function stepsOf(service: ServiceType, atOnce: boolean): BookingStep[] {
  if (atOnce) return ['review'];
  return service.requiresLocation ? ['time', 'place', 'review'] : ['time', 'review'];
}

/** Whether a service that comes at once can also be had at a time of the person's choice. */
export const alsoByTime = (service: ServiceType): boolean =>
  service.mode === 'on_demand' && service.slot !== null;

export const isOver = (state: string): boolean => state === 'completed' || state === 'cancelled';
