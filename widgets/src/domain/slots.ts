import { dayKey, durationSeconds } from '../locale/format.ts';
import type { ServiceType, Slot } from './wire.ts';

export interface SlotDay {
  /** `2026-11-23`, in the community's time zone. */
  readonly key: string;
  readonly slots: readonly Slot[];
}

/** The longest span GET /v1/availability answers at once. */
const MAX_SPAN_SECONDS = 31 * 86_400;

/** What to ask availability for: from now to the service's horizon, at most 31 days. */
export function availabilityWindow(service: ServiceType, now: Date): { from: string; to: string } {
  const horizon = service.slot ? durationSeconds(service.slot.horizon) : MAX_SPAN_SECONDS;
  const span = Math.min(Number.isFinite(horizon) ? horizon : MAX_SPAN_SECONDS, MAX_SPAN_SECONDS);
  return { from: now.toISOString(), to: new Date(now.getTime() + span * 1000).toISOString() };
}

/**
 * Slots by calendar day. Several hospitals may offer the same start: one choice is shown, the hospital the page
 * belongs to first, else the one with most seats left. Days that are wholly taken stay, so that a person sees they are full.
 */
export function groupByDay(slots: readonly Slot[], timeZone?: string, preferHospitalId?: string): SlotDay[] {
  const byStart = new Map<string, Slot>();
  for (const slot of slots) {
    const known = byStart.get(slot.start);
    if (!known || better(slot, known, preferHospitalId)) byStart.set(slot.start, slot);
  }
  const days = new Map<string, Slot[]>();
  for (const slot of [...byStart.values()].sort((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    const key = dayKey(slot.start, timeZone);
    const day = days.get(key);
    if (day) day.push(slot);
    else days.set(key, [slot]);
  }
  return [...days].map(([key, list]) => ({ key, slots: list }));
}

function better(a: Slot, b: Slot, preferHospitalId: string | undefined): boolean {
  if (a.remaining > 0 !== b.remaining > 0) return a.remaining > 0;
  if ((a.hospitalId === preferHospitalId) !== (b.hospitalId === preferHospitalId))
    return a.hospitalId === preferHospitalId;
  return a.remaining > b.remaining;
}
