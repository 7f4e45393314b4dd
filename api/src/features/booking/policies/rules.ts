import type { PolicyDocument } from '../engine/index.ts';
import { FORWARD_STATES } from '../engine/states.ts';
import { parseDuration } from './duration.ts';

export interface RuleFault {
  readonly pointer: string;
  readonly message: string;
}

/** The rules that a schema cannot express. Each message says what to do. */
export function ruleFaults(policy: PolicyDocument): RuleFault[] {
  const faults: RuleFault[] = [];
  const fault = (pointer: string, message: string) => faults.push({ pointer, message });

  const slots = policy.modes.includes('slot');
  if (slots && policy.slot === undefined)
    fault('/modes', 'Add a slot section: the service is booked by slot');
  if (!slots && policy.slot !== undefined) {
    fault('/slot', 'Remove the slot section, or add slot to modes: without it the slots cannot be booked');
  }
  const onDemand = policy.modes.includes('on_demand');
  if (policy.emergency && !onDemand) {
    fault(
      '/emergency',
      'Remove emergency, or add on_demand to modes: emergency services are booked on demand',
    );
  }
  if (policy.emergency && policy.maxOpen === undefined) {
    fault('/emergency', 'Add maxOpen: how many open emergencies one resident can have');
  }
  if (policy.maxOpen !== undefined && !onDemand) {
    fault('/maxOpen', 'Remove maxOpen, or add on_demand to modes: it limits on-demand bookings');
  }
  slotFaults(policy, fault);
  peopleFaults(policy, fault);

  const byResidents = policy.fulfilledBy.kind === 'resident';
  const { strategy } = policy.dispatch;
  if (byResidents && strategy !== 'broadcast' && strategy !== 'manual' && !hasShortlist(policy)) {
    fault(
      '/dispatch/strategy',
      'Use broadcast or manual: volunteers have no position, load or turn to rank by',
    );
  }
  if (policy.dispatch.atOnce !== undefined && (strategy === 'broadcast' || strategy === 'manual')) {
    fault('/dispatch/atOnce', `Remove atOnce: ${strategy} does not offer the booking to people one by one`);
  }
  linkFaults(policy, fault);
  if (strategy === 'nearest' && policy.dispatch.maxPositionAge === undefined) {
    fault('/dispatch', 'Add maxPositionAge: nearest needs to know how old a position may be');
  }
  if (strategy !== 'nearest' && policy.dispatch.maxDistanceMetres !== undefined) {
    fault('/dispatch/maxDistanceMetres', `Remove maxDistanceMetres: ${strategy} does not use the distance`);
  }
  if (strategy === 'manual' && policy.sla.escalation?.assign?.widenDispatch) {
    fault(
      '/sla/escalation/assign/widenDispatch',
      'Remove widenDispatch: a manual dispatch makes no offers by itself',
    );
  }

  for (const clock of ['assign', 'arrive'] as const) {
    const within = clock === 'assign' ? policy.sla.assignWithin : policy.sla.arriveWithin;
    if (within === undefined && policy.sla.escalation?.[clock] !== undefined) {
      fault(
        `/sla/escalation/${clock}`,
        `Add sla.${clock}Within: an escalation without its clock never happens`,
      );
    }
  }
  if (policy.sla.escalation?.arrive?.widenDispatch) {
    fault(
      '/sla/escalation/arrive/widenDispatch',
      'Remove widenDispatch: it applies to the assign clock only',
    );
  }

  for (const key of ['until', 'staffUntil'] as const) {
    const state = policy.cancellation[key];
    if (state !== undefined && (policy.skips ?? []).some((skipped) => skipped === state)) {
      const next = FORWARD_STATES.slice(FORWARD_STATES.indexOf(state) + 1).find(
        (s) => !policy.skips?.some((x) => x === s),
      );
      fault(`/cancellation/${key}`, `Use ${next}: the service skips ${state}`);
    }
  }
  if (policy.paymentTrigger !== 'none' && policy.price === undefined) {
    fault('/paymentTrigger', 'Add a price, or use none: without a price there is nothing to pay');
  }
  const { fee, freeBefore } = policy.cancellation;
  if (fee !== undefined && policy.price?.currency !== fee.currency) {
    fault('/cancellation/fee', 'Use the currency of the price');
  }
  if (fee !== undefined && freeBefore === undefined) {
    fault('/cancellation/fee', 'Add freeBefore: without it cancelling is always free');
  }
  if (freeBefore !== undefined && !slots) {
    fault(
      '/cancellation/freeBefore',
      'Remove freeBefore: it applies to booked times, and the service has no slots',
    );
  }
  for (const state of Object.keys(policy.messages ?? {})) {
    if (policy.skips?.some((skipped) => skipped === state)) {
      fault(`/messages/${state}`, `Remove it: the service skips ${state}`);
    }
  }
  return faults;
}

/** Permissions, clocks and slots that need a role or a hospital which the policy does not provide. */
function peopleFaults(policy: PolicyDocument, fault: (pointer: string, message: string) => void): void {
  for (const act of ['request', 'move'] as const) {
    if (policy.permissions[act].length === 0) {
      fault(`/permissions/${act}`, `Name at least one role: otherwise no one could ${act} a booking`);
    }
  }
  if (policy.dispatch.strategy === 'manual' && policy.permissions.assign.length === 0) {
    fault('/permissions/assign', 'Name at least one role: a manual dispatch needs a role that can assign');
  }
  if (policy.fulfilledBy.kind !== 'resident') return;
  if (policy.modes.includes('slot')) {
    fault('/modes', 'Use on_demand: slots belong to a hospital, and this service is provided by volunteers');
  }
  // Linked bookings have the hospital of the booking that they were made for.
  if (policy.linked !== undefined) return;
  for (const clock of ['assign', 'arrive'] as const) {
    const notified = policy.sla.escalation?.[clock]?.notify ?? [];
    if (notified.length > 0 && notified.every((target) => target === 'hospital_admins')) {
      fault(
        `/sla/escalation/${clock}/notify`,
        'Use community_managers or super_admin: no hospital takes part in a service of volunteers',
      );
    }
  }
}

function slotFaults(policy: PolicyDocument, fault: (pointer: string, message: string) => void): void {
  const { slot } = policy;
  if (slot === undefined) return;
  const length = parseDuration(slot.length) ?? 0;
  if (length % 60_000 !== 0) fault('/slot/length', 'Use whole minutes');
  if (length > 24 * 3_600_000) fault('/slot/length', 'Use at most PT24H');
  if ((parseDuration(slot.horizon) ?? 0) <= (parseDuration(slot.leadTime) ?? 0)) {
    fault('/slot/horizon', 'Make the horizon longer than the lead time, or no slot can be booked');
  }
  for (const [index, hours] of slot.hours.entries()) {
    if (openMinutes(hours.from, hours.to) * 60_000 < length) {
      fault(`/slot/hours/${index}`, 'Open for at least the length of one slot');
    }
  }
}

function openMinutes(from: string, to: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const open = minutes(to) - minutes(from);
  return open > 0 ? open : open + 24 * 60;
}

function hasShortlist({ dispatch, fulfilledBy }: PolicyDocument): boolean {
  return dispatch.among === 'shortlist' && dispatch.strategy === 'nearest' && fulfilledBy.kind === 'resident';
}

/** Bookings that Kiwimesh makes for others, and what is for them alone. */
function linkFaults(policy: PolicyDocument, fault: (pointer: string, message: string) => void): void {
  const { linked, permissions } = policy;
  if (policy.dispatch.among === 'shortlist' && (linked === undefined || !hasShortlist(policy))) {
    fault(
      '/dispatch/among',
      'Remove among: only linked bookings of volunteers, with the strategy nearest, have a shortlist',
    );
  }
  if (linked === undefined) {
    for (const [act, capacities] of Object.entries(permissions)) {
      if (!capacities.includes('platform')) continue;
      fault(`/permissions/${act}`, 'Remove platform: it acts on linked bookings only');
    }
    return;
  }
  if (policy.modes.includes('slot')) fault('/modes', 'Use on_demand: linked bookings have no slots');
  if (permissions.request.length !== 1 || permissions.request[0] !== 'platform') {
    fault('/permissions/request', 'Use [platform]: linked bookings are made by Kiwimesh alone');
  }
  for (const act of ['cancel', 'relocate'] as const) {
    if (permissions[act].includes('platform')) continue;
    fault(`/permissions/${act}`, 'Add platform: linked bookings follow the booking that they were made for');
  }
}
