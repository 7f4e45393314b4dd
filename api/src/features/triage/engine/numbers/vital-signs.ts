import type { AgeGroup, Finding, Measurement, Patient, VitalName } from '../types.ts';

/** A concept that a measured value means. Ages in months; without an age given, values are read as of an adult. */
export interface Threshold {
  readonly concept: string;
  readonly vital: VitalName;
  readonly below?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly from?: number;
  readonly to?: number;
  /** A concept with which the value is usual. */
  readonly unless?: string;
}

/** Bands of a score in ascending order: the highest value of each, null for no bound, and its points. */
export type Bands = ReadonlyArray<readonly [number | null, number]>;

/** vital-signs.yaml. */
export interface VitalSigns {
  readonly thresholds: readonly Threshold[];
  readonly news2: {
    readonly from: number;
    readonly high: number;
    readonly medium: number;
    readonly bands: Readonly<Partial<Record<VitalName, Bands>>>;
    readonly lowOxygenIsUsual: readonly string[];
    readonly spo2Scale2: Bands;
    readonly notAlert: readonly string[];
    readonly notAlertPoints: number;
  } | null;
  readonly shockIndex: {
    readonly concept: string;
    readonly from: number;
    readonly above: number;
    readonly shock: number;
  } | null;
}

/** An age in months for groups whose age is not known more exactly. */
const MONTHS_OF_GROUP: Readonly<Record<AgeGroup, number>> = {
  newborn: 0.5,
  infant: 6,
  toddler: 24,
  child: 84,
  teenager: 180,
  adult: 480,
  elder: 900,
};

function monthsOf({ ageMonths, ageGroup }: Patient): number {
  return ageMonths ?? MONTHS_OF_GROUP[ageGroup ?? 'adult'];
}
/** Fewer values are judged one by one: a total of one or two says no more. */
const MIN_NEWS2_VALUES = 3;

/**
 * One value of each vital sign: the first, unless a later one is worse. Worse is what deviates more, measured by how many
 * thresholds it crosses.
 */
export function worstOf(
  measurements: readonly Measurement[],
  signs: VitalSigns,
  patient: Patient,
): Measurement[] {
  const worst = new Map<VitalName, { measurement: Measurement; crossed: number }>();
  for (const measurement of measurements) {
    const crossed = crossedBy(measurement, signs, monthsOf(patient)).length;
    const earlier = worst.get(measurement.vital);
    if (earlier === undefined || crossed > earlier.crossed) {
      worst.set(measurement.vital, { measurement, crossed });
    }
  }
  return [...worst.values()].map(({ measurement }) => measurement);
}

/** The findings that measured values mean, and the NEWS2 total of an adult where enough is measured. */
export function findingsFromVitals(
  measurements: readonly Measurement[],
  findings: readonly Finding[],
  signs: VitalSigns,
  patient: Patient,
): { readonly findings: readonly Finding[]; readonly news2: number | null } {
  const months = monthsOf(patient);
  const current = new Set(
    findings
      .filter(({ negated, subject, time }) => !negated && subject === 'patient' && time === 'current')
      .map(({ concept }) => concept),
  );
  const found = new Map<string, Finding>();
  const add = (concept: string, measurement: Measurement) => {
    if (!found.has(concept)) found.set(concept, plainFinding(concept, measurement.evidence));
  };
  for (const measurement of measurements) {
    for (const { concept, unless } of crossedBy(measurement, signs, months)) {
      if (unless === undefined || !current.has(unless)) add(concept, measurement);
    }
  }
  const of = (vital: VitalName) => measurements.find((measurement) => measurement.vital === vital);
  const [pulse, systolic] = [of('pulse'), of('systolic')];
  const { shockIndex } = signs;
  if (shockIndex !== null && pulse !== undefined && systolic !== undefined && months >= shockIndex.from) {
    const index = pulse.value / systolic.value;
    if (index > shockIndex.above) add(shockIndex.concept, pulse);
    if (index >= shockIndex.shock) add('shock', pulse);
  }
  const news2 = scoreNews2(measurements, current, signs.news2, months);
  const { high = 0, medium = 0 } = signs.news2 ?? {};
  const first = measurements[0];
  if (news2 !== null && first !== undefined && news2 >= medium) {
    add(news2 >= high ? 'news2_high' : 'news2_medium', first);
  }
  return { findings: [...found.values()], news2 };
}

/** A current finding of the patient, about which nothing more is known. Without evidence it stands on the context. */
export function plainFinding(concept: string, evidence: Finding['evidence']): Finding {
  return {
    concept,
    negated: false,
    certainty: 'certain',
    subject: 'patient',
    time: 'current',
    severity: null,
    onset: null,
    course: null,
    sinceMinutes: null,
    site: null,
    evidence,
    source: evidence === null ? 'context' : 'rules',
  };
}

function crossedBy({ vital, value }: Measurement, signs: VitalSigns, months: number): readonly Threshold[] {
  return signs.thresholds.filter(
    (threshold) =>
      threshold.vital === vital &&
      months >= (threshold.from ?? 0) &&
      months < (threshold.to ?? Number.POSITIVE_INFINITY) &&
      value < (threshold.below ?? Number.POSITIVE_INFINITY) &&
      value > (threshold.above ?? Number.NEGATIVE_INFINITY) &&
      value <= (threshold.atMost ?? Number.POSITIVE_INFINITY) &&
      value >= (threshold.atLeast ?? Number.NEGATIVE_INFINITY),
  );
}

/** The National Early Warning Score 2. What was not measured counts 0, so that the total is a lower bound. */
function scoreNews2(
  measurements: readonly Measurement[],
  current: ReadonlySet<string>,
  table: VitalSigns['news2'],
  months: number,
): number | null {
  if (table === null || months < table.from) return null;
  let values = 0;
  let total = 0;
  let alertness = false;
  for (const { vital, value } of measurements) {
    const usual = vital === 'spo2' && table.lowOxygenIsUsual.some((concept) => current.has(concept));
    const bands = usual ? table.spo2Scale2 : table.bands[vital];
    if (bands === undefined) continue;
    values++;
    if (vital === 'gcs') alertness = true;
    total += bands.find(([highest]) => highest === null || value <= highest)?.[1] ?? 0;
  }
  if (!alertness && table.notAlert.some((concept) => current.has(concept))) total += table.notAlertPoints;
  return values < MIN_NEWS2_VALUES ? null : total;
}
