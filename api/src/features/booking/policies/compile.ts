import type { Policy, PolicyDocument } from '../engine/index.ts';
import { parseDuration } from './duration.ts';

function milliseconds(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(text);
}

/** Converts a valid document to the form that the engine reads. */
export function compilePolicy(document: PolicyDocument): Policy {
  const { id, version, modes, requiresLocation, permissions, paymentTrigger } = document;
  const { sla, dispatch, slot, cancellation } = document;
  return {
    document,
    id,
    version,
    modes,
    requiresLocation,
    permissions,
    paymentTrigger,
    fulfilledBy: {
      kind: document.fulfilledBy.kind,
      roles: document.fulfilledBy.roles ?? [],
      skills: document.fulfilledBy.skills ?? [],
    },
    emergency: document.emergency ?? false,
    maxOpen: document.maxOpen ?? null,
    linked:
      document.linked === undefined
        ? null
        : { to: document.linked.to, searchUntil: document.linked.searchUntil ?? 'completed' },
    skips: document.skips ?? [],
    sla: {
      assignWithin: milliseconds(sla.assignWithin),
      arriveWithin: milliseconds(sla.arriveWithin),
      escalation: { assign: sla.escalation?.assign ?? null, arrive: sla.escalation?.arrive ?? null },
    },
    dispatch: {
      strategy: dispatch.strategy,
      order: dispatch.order ?? 'urgency',
      among: dispatch.among ?? 'everyone',
      atOnce: dispatch.atOnce ?? 1,
      offerTimeout: milliseconds(dispatch.offerTimeout) ?? 0,
      maxPositionAge: milliseconds(dispatch.maxPositionAge),
      maxDistanceMetres: dispatch.maxDistanceMetres ?? null,
      rounds: dispatch.rounds ?? 1,
      retryEvery: milliseconds(dispatch.retryEvery),
    },
    slot:
      slot === undefined
        ? null
        : {
            length: milliseconds(slot.length) ?? 0,
            leadTime: milliseconds(slot.leadTime) ?? 0,
            horizon: milliseconds(slot.horizon) ?? 0,
            capacity: slot.capacity,
            hours: slot.hours,
          },
    price: document.price ?? null,
    cancellation: {
      until: cancellation.until,
      staffUntil: cancellation.staffUntil ?? 'completed',
      freeBefore: milliseconds(cancellation.freeBefore),
      fee: cancellation.fee ?? null,
    },
  };
}
