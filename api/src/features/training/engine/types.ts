/** 1 immediate to 5 non-urgent, as everywhere. */
export type Urgency = 1 | 2 | 3 | 4 | 5;
export type Action = 'dispatch' | 'advise' | 'refer' | 'false_call';

/** What the words of an operator mean: the id of an intent of the catalogue or of the scenario, such as `ask-breathing`. */
export type Intent = string;
/** What has come to pass in a run: an intent that the operator expressed, or a flag that a caller's line sets. */
export type Fact = string;

/** When a caller's line may be said. All of it must hold. */
export interface When {
  /** All of these have come to pass. */
  readonly when?: readonly Fact[];
  /** None of these has. */
  readonly unless?: readonly Fact[];
  readonly mood?: string;
  /** Milliseconds since the start of the run. */
  readonly afterMs?: number;
}

/** What a caller says, and what follows from it. */
export interface Line extends When {
  readonly say: string;
  /** Concepts of triage that the words contain. */
  readonly tells: readonly string[];
  readonly sets: readonly Fact[];
  readonly becomes?: string;
}

/** What is said when any of the intents is heard: the first line whose conditions hold. */
export interface Reply {
  readonly id: string;
  readonly on: readonly Intent[];
  readonly lines: readonly Line[];
}

/** What a caller says without being asked. */
export interface Unprompted extends Line {
  readonly id: string;
  /** Milliseconds since the start of the run, or since the last words of either side. */
  readonly atMs?: number;
  readonly silenceMs?: number;
  readonly times: number;
}

/** What is heard behind a caller. */
export type NoiseKind =
  | 'children'
  | 'crowd'
  | 'crying'
  | 'dogs'
  | 'kitchen'
  | 'laughter'
  | 'machinery'
  | 'music'
  | 'rain'
  | 'television'
  | 'traffic'
  | 'wind';

export interface Noise {
  readonly kind: NoiseKind;
  readonly level: 'low' | 'medium' | 'high';
  /** Milliseconds since the start; `toMs` null: to the end. */
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** A deadline in milliseconds since the start of the run; null: before the end. */
interface Due {
  readonly byMs: number | null;
}

export interface Expectations {
  readonly found: ReadonlyArray<Due & { readonly concept: string }>;
  readonly asked: ReadonlyArray<Due & { readonly intents: readonly Intent[] }>;
  /** That the operator saw how urgent it is: by deciding so, or by words such as the advice to push on the chest. */
  readonly recognised: (Due & { readonly shownBy: readonly Intent[] }) | null;
  readonly urgency: { readonly is: Urgency; readonly accepts: readonly Urgency[] };
  readonly action: Action;
  /** A service type, when the action is `dispatch`. */
  readonly service: string | null;
  readonly advice: ReadonlyArray<Due & { readonly intents: readonly Intent[] }>;
  /** The address counts as confirmed once the caller has said it (`known`) and the operator reads it out or has it confirmed. */
  readonly address: (Due & { readonly known: Fact; readonly confirmedBy: readonly Intent[] }) | null;
  readonly wrong: readonly WrongTurn[];
}

/** Something that harms or misleads. `on` holds one kind of condition. */
export interface WrongTurn {
  readonly id: string;
  readonly why: string;
  readonly gravity: 'minor' | 'serious' | 'dangerous';
  readonly on:
    | { readonly said: readonly Intent[]; readonly unless?: readonly Fact[] }
    | { readonly decided: readonly Action[] }
    /** Ended while one of these had not come to pass. */
    | { readonly endedBefore: readonly Fact[] }
    /** Decided while one of these had not come to pass. */
    | { readonly decidedBefore: readonly Fact[] };
}

export interface Caller {
  readonly name: string;
  /** In relation to the patient. */
  readonly relation: string;
  readonly voice: 'female' | 'male' | 'child';
  readonly persona: string;
  readonly mood: string;
}

/** A scenario, checked and with its times in milliseconds. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly difficulty: 1 | 2 | 3;
  /** What the caller speaks at first. */
  readonly language: string;
  readonly sources: readonly string[];
  readonly caller: Caller;
  /** What is true, whatever is asked: the words of a freer caller must keep to it. */
  readonly facts: Readonly<Record<string, string>>;
  readonly noise: readonly Noise[];
  readonly opening: Line;
  readonly replies: readonly Reply[];
  readonly unprompted: readonly Unprompted[];
  /** Said in turn when nothing was understood. */
  readonly unclear: readonly string[];
  /** Said in turn to what is understood and needs no answer of its own. */
  readonly okay: readonly string[];
  readonly expects: Expectations;
  readonly plays: { readonly right: Play; readonly wrong: Play & { readonly loses: Loss } };
}

/** Marks that a play loses, by the id of the item; wrong turns under theirs. */
export type Loss = Readonly<Record<string, number>>;

/** A run as a script, for the tests of a scenario and for demonstrations. */
export interface Play {
  readonly script: readonly Step[];
}

export type Step =
  | { readonly say: string }
  | { readonly waitMs: number }
  | { readonly decide: { readonly urgency: Urgency; readonly action: Action; readonly service?: string } }
  | { readonly end: true };

/** What happens in a run, in order. `atMs` counts from the start of the run and never falls. */
export type Input =
  | {
      readonly kind: 'said';
      readonly atMs: number;
      readonly text: string;
      readonly intents: readonly Intent[];
    }
  | { readonly kind: 'time'; readonly atMs: number }
  | {
      readonly kind: 'decided';
      readonly atMs: number;
      readonly urgency: Urgency;
      readonly action: Action;
      readonly service: string | null;
    }
  | { readonly kind: 'ended'; readonly atMs: number };

/** An entry of the record of a run. State, score and replay follow from the entries alone. */
export type Entry =
  | {
      readonly kind: 'caller';
      readonly atMs: number;
      readonly text: string;
      /** Which line of the scenario: `opening`, `unclear`, `okay`, `<reply>/<index>` or the id of what is unprompted. */
      readonly line: string;
      readonly tells: readonly string[];
      /** How long it takes to say from `atMs` on, where it is spoken. Silence is counted from its end. */
      readonly lastsMs?: number;
    }
  | Exclude<Input, { readonly kind: 'time' }>;

export interface RunState {
  readonly mood: string;
  /** When each came to pass first, in milliseconds since the start. */
  readonly facts: Readonly<Record<Fact, number>>;
  /** When the caller first said each concept. */
  readonly told: Readonly<Record<string, number>>;
  /** How often each line was said. */
  readonly said: Readonly<Record<string, number>>;
  /** When one of the two last spoke. */
  readonly quietSinceMs: number;
  readonly ended: boolean;
}
