/** 1 immediate, 2 emergency, 3 urgent, 4 semi-urgent, 5 non-urgent. Smaller is more urgent. */
export type Urgency = 1 | 2 | 3 | 4 | 5;

/** Languages of lexicons, questions and advice by folder: `en`, `hi` (Devanagari), `hi-Latn` (Hindi in Latin letters). */
export type Language = string;

/** Who speaks a stretch of the text. Text without speakers is one turn of `unknown`. */
export type Speaker = 'caller' | 'operator' | 'unknown';

/** A stretch of the text. Offsets are UTF-16 code units into the whole text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Turn extends Span {
  readonly speaker: Speaker;
}

/** What is said so far. */
export interface Statement {
  readonly text: string;
  /** In order, not overlapping; absent: one turn of `unknown`. What an operator asks states nothing about the patient. */
  readonly turns?: readonly Turn[];
  /** What the caller is thought to speak. All lexicons are matched whatever it says; it decides the words of replies. */
  readonly language?: Language;
}

export interface Vitals {
  /** mmHg */
  readonly systolic?: number;
  readonly diastolic?: number;
  /** per minute */
  readonly pulse?: number;
  readonly respiratoryRate?: number;
  readonly temperatureCelsius?: number;
  /** per cent */
  readonly spo2?: number;
  readonly glucoseMgDl?: number;
}

export type VitalName =
  | keyof Vitals
  | 'gcs'
  | 'inr'
  | 'lactate'
  | 'haemoglobin'
  | 'potassium'
  | 'platelets'
  | 'sodium'
  | 'ph'
  | 'capillaryRefillSeconds'
  | 'troponin'
  | 'creatineKinase'
  | 'creatinine'
  | 'bilirubin'
  | 'calcium'
  | 'ketones'
  | 'neutrophils'
  | 'carbonDioxide'
  | 'carboxyhaemoglobin'
  | 'peakFlowPercent'
  | 'fetalHeartRate'
  | 'bloodLossMl'
  /** The National Early Warning Score 2, computed where enough is measured. */
  | 'news2';

/** What is known beside the text. It outranks what the text says about the same fact, except that the worse vital counts. */
export interface PatientContext {
  readonly ageYears?: number;
  readonly ageMonths?: number;
  readonly sex?: 'female' | 'male' | 'other';
  readonly pregnant?: boolean;
  readonly vitals?: Vitals;
  /** In words, such as `type 2 diabetes`: read by the lexicons as history. */
  readonly conditions?: readonly string[];
  /** In words, such as `warfarin 5 mg`. */
  readonly medications?: readonly string[];
}

export type Certainty = 'certain' | 'probable' | 'possible';
/** Who has the finding. `caller` only when the caller is not the patient. */
export type Subject = 'patient' | 'caller' | 'other';
export type Severity = 'mild' | 'moderate' | 'severe';
export type Onset = 'sudden' | 'gradual';
export type Course = 'worsening' | 'steady' | 'improving';

/** A concept in the text, with what is said about it. */
export interface Finding {
  readonly concept: string;
  readonly negated: boolean;
  readonly certainty: Certainty;
  readonly subject: Subject;
  /** `past`: over, or long ago. `feared`: asked or warned about, not observed. */
  readonly time: 'current' | 'past' | 'feared';
  readonly severity: Severity | null;
  readonly onset: Onset | null;
  readonly course: Course | null;
  /** How long it has lasted, or how long ago it happened, in minutes. */
  readonly sinceMinutes: number | null;
  /** A body site as in `sites.yaml`, where the concept does not already say it. */
  readonly site: string | null;
  /** The words it came from; null when it was computed from vitals, age or context. */
  readonly evidence: Span | null;
  readonly source: 'rules' | 'context' | 'model';
}

/** A measured value in the text or the context. */
export interface Measurement {
  readonly vital: VitalName;
  /**
   * In the unit of `Vitals`; GCS 3-15; INR a ratio; lactate, potassium, sodium, calcium and ketones mmol/L; haemoglobin g/dL;
   * platelets and neutrophils 10^9/L; troponin ng/L; creatine kinase U/L; creatinine and bilirubin mg/dL; carbon dioxide
   * kPa; carboxyhaemoglobin per cent; peak flow per cent of the person's best.
   */
  readonly value: number;
  readonly evidence: Span | null;
}

/** Who the patient is, as far as known. */
export interface Patient {
  /** Months; null when unknown. A range from words such as "old lady" or "newborn" is `ageGroup` alone. */
  readonly ageMonths: number | null;
  readonly ageGroup: AgeGroup | null;
  readonly sex: 'female' | 'male' | 'other' | null;
  readonly pregnant: boolean | null;
  readonly pregnancyWeeks: number | null;
}

/** newborn < 28 days, infant < 1 year, toddler < 3 years, child < 12, teenager < 18, adult < 65, elder. */
export type AgeGroup = 'newborn' | 'infant' | 'toddler' | 'child' | 'teenager' | 'adult' | 'elder';

/** What the engine read from a statement and its context. */
export interface SpokenWord {
  readonly text: string;
  /** Where it begins in the text. */
  readonly start: number;
  /** Whether a sentence begins with it. */
  readonly begins: boolean;
}

export interface Reading {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly patient: Patient;
  /** Share of the words that the lexicons and word lists know, 0-1: low for another language, nonsense, noise. */
  readonly understood: number;
  /** Words said, operator turns left out. */
  readonly words: number;
  /** Those words, normalised as they were written. */
  readonly spoken: readonly SpokenWord[];
  /** Sentences about a patient, as they name a body site or what was taken, whatever was found in them. */
  readonly told?: readonly Span[];
}

export interface FiredRule {
  /** Id of a rule (`words-joined-by-hyphens`), or of the concept (`words_joined_by_underscores`) of a finding that decides alone. */
  readonly rule: string;
  readonly urgency: Urgency;
  /** Indexes into `findings`: what it stands on. */
  readonly findings: readonly number[];
}

export interface Question {
  /** Id in the questions' data. */
  readonly id: string;
  /** The concept that the answer decides. */
  readonly concept: string;
  /** The urgency if the answer is yes. */
  readonly wouldBe: Urgency;
}

/** The engine's whole answer. Ids only: words come from the data, in the language asked for. */
export interface Assessment {
  readonly urgency: Urgency;
  readonly reading: Reading;
  /** Most urgent first. */
  readonly redFlags: readonly FiredRule[];
  /** Rules and single findings of 3 to 5 that decided when no red flag fired. */
  readonly grounds: readonly FiredRule[];
  /** Too little is known to call it safe: the urgency is 1 or 2 because of that, or in spite of it. */
  readonly insufficient: boolean;
  /** Best first. */
  readonly questions: readonly Question[];
  /** Ids of advice, most important first. */
  readonly advice: readonly string[];
  readonly recommendedServiceType: string;
}
