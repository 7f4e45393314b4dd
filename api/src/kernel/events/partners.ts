import type { JsonObject } from '../ground/json.ts';
import type { AnyEvent } from '../payload/event.ts';

/** To whom an event goes outside: the hospital that a member of its data names (null: to the platform alone). */
export interface PartnerAudience<Data extends JsonObject> {
  readonly hospital: NoInfer<Extract<keyof Data, string>>;
}

const published = new Map<string, AnyEvent>();

/** Called by `event` for a definition that declares `partners`. */
export function publishToPartners(definition: AnyEvent): void {
  published.set(definition.type, definition);
}

/**
 * The events that partners may subscribe to, by type: those of all features that this process has loaded, which are all of
 * the product once it is composed.
 */
export function partnerEvents(): readonly AnyEvent[] {
  return [...published.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}
