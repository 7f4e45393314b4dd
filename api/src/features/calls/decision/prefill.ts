import { distanceMetres } from '../../../kernel/values/great-circle.ts';
import type { Corrections, Location, ValueSource } from '../record/types.ts';
import type { SaidPlace } from './said-place.ts';

export interface Filled<T> {
  readonly value: T | null;
  readonly source: ValueSource | null;
}

/** A booking as far as the call fills it in. */
export interface Prefill {
  readonly serviceType: Filled<string>;
  readonly residentId: Filled<string>;
  readonly location: Filled<Location>;
  readonly notes: Filled<string>;
  readonly saidPlace: SaidPlace | null;
}

export interface KnownLocation {
  readonly source: ValueSource;
  readonly location: Location;
}

export interface PrefillFacts {
  readonly residentId: string | null;
  /** Whether an operator said who it is. */
  readonly residentCorrected: boolean;
  /** The most trustworthy first. */
  readonly locations: readonly KnownLocation[];
  readonly corrections: Corrections;
  readonly triage: {
    readonly recommendedServiceType: string;
    readonly symptoms: readonly { readonly label: string }[];
    readonly insufficient: boolean;
  } | null;
  /** Where the caller last said they are. */
  readonly place: SaidPlace | null;
}

/** Symptoms in the notes at most: a crew reads them on the way. */
const MAX_SYMPTOMS = 8;

/** Fills a booking in from what is known, said and corrected. A correction of the operator stays whatever is said later. */
export function prefillOf(facts: PrefillFacts): Prefill {
  const { corrections, triage, residentId, place } = facts;
  const [location] = facts.locations;
  return {
    serviceType:
      corrected(corrections.serviceType) ?? filled(triage?.recommendedServiceType ?? null, 'triage'),
    residentId: filled(residentId, facts.residentCorrected ? 'operator' : 'caller'),
    location: filled(location?.location ?? null, location?.source ?? null),
    notes: corrected(corrections.notes) ?? filled(notesOf(facts, place), 'words'),
    saidPlace: place,
  };
}

/** Beyond this radius a position is a district, metres: computers without satellites report such. */
export const COARSE_METRES = 1_000;

/**
 * The most trustworthy first. What a device says comes first, but where it only says the district, a known address in
 * that district is more exact. One that contradicts every address stays first: the caller is not at home.
 */
export function mostExactFirst(locations: readonly KnownLocation[]): readonly KnownLocation[] {
  const fixed = locations.filter(({ source }) => source !== 'browser');
  const isVague = ({ source, location }: KnownLocation): boolean => {
    const radius = location.accuracyMetres ?? 0;
    return (
      source === 'browser' &&
      radius > COARSE_METRES &&
      fixed.some((known) => distanceMetres(known.location, location) <= radius)
    );
  };
  return [...locations.filter((one) => !isVague(one)), ...locations.filter(isVague)];
}

/** What the crew should know, from what was said: `Chest pain; sweating. Said: flat 204.` */
function notesOf({ triage }: PrefillFacts, place: SaidPlace | null): string | null {
  const symptoms = (triage?.symptoms ?? []).slice(0, MAX_SYMPTOMS).map(({ label }) => label);
  const parts = [
    ...(symptoms.length === 0 ? [] : [`${symptoms.join('; ')}.`]),
    ...(place === null ? [] : [`Said: ${place.text}.`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

function filled<T>(value: T | null, source: ValueSource | null): Filled<T> {
  return { value, source: value === null ? null : source };
}

function corrected(value: string | null | undefined): Filled<string> | null {
  return value === undefined || value === null ? null : { value, source: 'operator' };
}
