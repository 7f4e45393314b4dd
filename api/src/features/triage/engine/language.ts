import type { LexiconEntry } from './knowledge.ts';
import type { AgeGroup, Certainty, Course, Onset, Severity, VitalName } from './types.ts';

/** The words by which a language denies, doubts, dates and grades (`assertions.yaml`). Each list holds phrases. */
export interface AssertionWords {
  /** Spellings that stand for other words: `cant: can not`, `nhi: nahi`. Applied to phrases and statements alike. */
  readonly expand?: Readonly<Record<string, string>>;
  /** Words that fill a pause and are left out, each with the neighbours beside which it means something. */
  readonly hesitations?: Readonly<Record<string, readonly string[]>>;
  /** What speech recognition writes for another word, after the words that tell the two apart: `went week`. */
  readonly heard?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly negation?: {
    /** Denies the next finding: `no`, `without`. */
    readonly before?: readonly string[];
    /** Denies what its verb speaks of, before which only fillers stand: `not`. */
    readonly verb?: readonly string[];
    /** May stand between a negation and what it denies: `any`, `signs of`. */
    readonly fillers?: readonly string[];
    /** As `before`, also for all that follows as a bare list: `denies`, `no history of`. */
    readonly list?: readonly string[];
    /** Denies the finding right before it: `nahi hai`. */
    readonly after?: readonly string[];
    /** The same at the end of a clause only: `fever none`. */
    readonly afterAtEnd?: readonly string[];
    /** Ends what a negation covers: `but`. */
    readonly ends?: readonly string[];
    /** Begins a clause of its own, which ends a negation as well: `he`, `my`. */
    readonly subjects?: readonly string[];
    /** Joins items of lists, and what is said of now to what is past: `and`. */
    readonly and?: readonly string[];
    /** Carries a negation on to the next finding: `or`, `nor`. */
    readonly joins?: readonly string[];
    /** Holds a negation word and denies nothing: `not only`, `not getting better`. */
    readonly pseudo?: readonly string[];
  };
  readonly certainty?: Readonly<Partial<Record<Exclude<Certainty, 'certain'>, readonly string[]>>>;
  /** Beside what is long ago or over: `years ago`, `in 2015`. */
  readonly past?: readonly string[];
  /** Before what is past: `previous history of`. */
  readonly pastHistory?: readonly string[];
  /** Before an illness that is past or goes on; of complaints and events it says nothing: `h/o fever since 3 days`. */
  readonly history?: readonly string[];
  /** Cancels `past` in its clause: `now`, `again`. */
  readonly present?: readonly string[];
  /** Asked about in general, not observed: `what should I do if`, `how to prevent`. */
  readonly feared?: readonly string[];
  /** Somebody else has it: `family history of`. */
  readonly other?: readonly string[];
  /** Other people by whom a past illness counts for somebody else: `neighbour`, `colleague`. */
  readonly otherPeople?: readonly string[];
  /** People whom somebody tells about rather than calls for, where a complaint of their own follows: `neighbour`, `uncle`. */
  readonly acquaintances?: readonly string[];
  /** Begins what somebody says of themselves: `I have`, `mujhe`. */
  readonly ownComplaint?: readonly string[];
  readonly severity?: Readonly<Partial<Record<Severity, readonly string[]>>>;
  readonly onset?: Readonly<Partial<Record<Onset, readonly string[]>>>;
  readonly course?: Readonly<Partial<Record<Course, readonly string[]>>>;
  /** Recognised and without effect: `we will drive tomorrow`, `it is probably nothing`. */
  readonly reassurance?: readonly string[];
  /** Short answers to what an operator asked. */
  readonly answers?: { readonly yes?: readonly string[]; readonly no?: readonly string[] };
  /** Body sites by name. */
  readonly sites?: Readonly<Record<string, readonly string[]>>;
}

export type DurationUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** The words of numbers, units and people of a language (`numbers.yaml`). Lists hold phrases. */
export interface NumberWords {
  /** `twelve: 12`. */
  readonly words?: Readonly<Record<string, number>>;
  /** Multiply what stands before: `hundred: 100`, `lakh: 100000`. */
  readonly multipliers?: Readonly<Record<string, number>>;
  /** Whole phrases for a fraction after a number: `and a half: 0.5`. */
  readonly fractions?: Readonly<Record<string, number>>;
  /** Added to the number after it: `saade: 0.5`, `paune: -0.25`. */
  readonly modifiers?: Readonly<Record<string, number>>;
  /** Decimal point: `point`. */
  readonly point?: readonly string[];
  /** Between systolic and diastolic: `over`, `by`. */
  readonly over?: readonly string[];
  readonly durations?: Readonly<Partial<Record<DurationUnit, readonly string[]>>>;
  /** Spans of time without a number, in minutes: `since yesterday: 1440`. */
  readonly spans?: Readonly<Record<string, number>>;
  /** After a duration, how long ago: `ago`, `pehle`. */
  readonly ago?: readonly string[];
  /** Before a duration, how long it has lasted: `for`, `since`. */
  readonly lasting?: readonly string[];
  /** After a duration, the same: `se`. */
  readonly lastingAfter?: readonly string[];
  readonly age?: {
    /** Before the number: `aged`. */
    readonly before?: readonly string[];
    /** After number and unit: `old`. */
    readonly after?: readonly string[];
    /** After the number, years without a unit: `yo`. */
    readonly bare?: readonly string[];
    /** Between a person and a number: `is`. */
    readonly is?: readonly string[];
    /** Decades: `seventies: 75`. */
    readonly decades?: Readonly<Record<string, number>>;
  };
  /** People whose words give an age group: `grandfather`. */
  readonly people?: Readonly<Partial<Record<AgeGroup, readonly string[]>>>;
  /** Words of people whose age or sex may follow or stand before. */
  readonly sex?: Readonly<Partial<Record<'female' | 'male', readonly string[]>>>;
  /** The caller speaks of himself or herself: `I am`, `main`. */
  readonly self?: readonly string[];
  /** Pregnancy: words beside which a number of weeks or months is its duration. */
  readonly pregnancy?: readonly string[];
  /** Ordinal months of a pregnancy: `saatva mahina: 7`. */
  readonly pregnancyMonths?: Readonly<Record<string, number>>;
  readonly vitals?: Readonly<Partial<Record<VitalName | 'bloodPressure', readonly string[]>>>;
  readonly units?: Readonly<Partial<Record<MeasureUnit, readonly string[]>>>;
  /** After a number, how often a minute: `times a minute`. */
  readonly perMinute?: readonly string[];
  /** Words that name a vital sign only beside a number per minute: `breathing`. */
  readonly countedPerMinute?: Readonly<Partial<Record<'pulse' | 'respiratoryRate', readonly string[]>>>;
  /** Words of medicines: a number after one is its strength, no measured value (`bp tablet telma 40`). */
  readonly medicines?: readonly string[];
  /** Before a bare temperature: `has 38.6`. */
  readonly bareTemperature?: readonly string[];
  /** What else is measured in such numbers: `weight`. */
  readonly otherMeasures?: readonly string[];
  /** Units of medicine: `tablets`. */
  readonly doses?: readonly string[];
  /** Names of medicines that come as tablets, counted like them: `thirty paracetamol`. */
  readonly dosesByName?: readonly string[];
  /** Of these the ones whose tablets have hundreds of milligrams: a smaller number after the name counts them. */
  readonly dosesOfHundreds?: readonly string[];
  /** Others by the most milligrams that a tablet of them has: a larger number after the name counts them. */
  readonly dosesOfMilligrams?: Readonly<Record<string, readonly string[]>>;
  /** Swallowed: `took`, `kha li`. */
  readonly swallowed?: readonly string[];
  /** The same of an amount of medicine, of other things otherwise: `le li`. */
  readonly taken?: readonly string[];
  /** After the hour: `o'clock`, `baje`. */
  readonly clock?: readonly string[];
  /** What was taken was bought: `dukaan se`. */
  readonly bought?: readonly string[];
  /** All of an amount that was named before: `them all`, `the lot`, `saari`. */
  readonly allOfThem?: readonly string[];
}

export type MeasureUnit =
  | 'celsius'
  | 'fahrenheit'
  | 'mgPerDl'
  | 'mmolPerL'
  | 'ngPerMl'
  | 'percent'
  | 'thousand';

/** All that a language's folder says about reading. */
export interface LanguageSource {
  readonly language: string;
  /** Words of lexicons are also matched by sound: for a language written as each person likes. */
  readonly phonetic: boolean;
  readonly classes: ReadonlyMap<string, readonly string[]>;
  readonly lexicon: readonly LexiconEntry[];
  readonly assertions: AssertionWords;
  readonly numbers: NumberWords;
  readonly words: readonly string[];
}
