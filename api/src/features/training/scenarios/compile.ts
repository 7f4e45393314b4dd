import type {
  Action,
  Line,
  NoiseKind,
  Play,
  Reply,
  Scenario,
  Step,
  Urgency,
  WrongTurn,
} from '../engine/types.ts';

/** A line as it stands in a file. Times in files are seconds. */
interface LineDocument {
  readonly say: string;
  readonly tells?: readonly string[];
  readonly sets?: readonly string[];
  readonly becomes?: string;
  readonly when?: readonly string[];
  readonly unless?: readonly string[];
  readonly mood?: string;
  readonly after?: number;
}

export interface IntentDocument {
  readonly label: string;
  readonly en?: readonly string[];
  readonly hi?: readonly string[];
  readonly 'hi-Latn'?: readonly string[];
  readonly concepts?: readonly string[];
}

type ReplyDocument = string | LineDocument | readonly LineDocument[];
type StepDocument =
  | 'end'
  | {
      readonly say?: string;
      readonly wait?: number;
      readonly decide?: { readonly urgency: Urgency; readonly action: Action; readonly service?: string };
    };

interface WrongTurnDocument {
  readonly why: string;
  readonly gravity: WrongTurn['gravity'];
  readonly said?: readonly string[];
  readonly unless?: readonly string[];
  readonly decided?: readonly Action[];
  readonly endedBefore?: readonly string[];
  readonly decidedBefore?: readonly string[];
}

/** A scenario file that matches scenario.schema.json. */
export interface ScenarioDocument {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly difficulty: 1 | 2 | 3;
  readonly language: string;
  readonly sources: readonly string[];
  readonly caller: Scenario['caller'];
  readonly facts: Readonly<Record<string, string>>;
  readonly noise?: ReadonlyArray<{
    readonly kind: NoiseKind;
    readonly level: 'low' | 'medium' | 'high';
    readonly from?: number;
    readonly to?: number;
  }>;
  readonly intents?: Readonly<Record<string, IntentDocument>>;
  readonly opening: LineDocument;
  readonly replies: Readonly<Record<string, ReplyDocument>>;
  readonly unprompted?: ReadonlyArray<
    LineDocument & {
      readonly id: string;
      readonly at?: number;
      readonly silence?: number;
      readonly times?: number;
    }
  >;
  readonly unclear: readonly string[];
  readonly okay: readonly string[];
  readonly expect: {
    readonly asked?: Readonly<Record<string, number>>;
    readonly found?: Readonly<Record<string, number>>;
    readonly recognised?: { readonly by: number; readonly shownBy?: readonly string[] };
    readonly urgency: { readonly is: Urgency; readonly accepts?: readonly Urgency[] };
    readonly action: Action;
    readonly service?: string;
    readonly advice?: Readonly<Record<string, number>>;
    readonly address?: {
      readonly by: number;
      readonly known: string;
      readonly confirmedBy?: readonly string[];
    };
    readonly wrong?: Readonly<Record<string, WrongTurnDocument>>;
  };
  readonly plays: {
    readonly right: readonly StepDocument[];
    readonly wrong: {
      readonly script: readonly StepDocument[];
      readonly loses: Readonly<Record<string, number>>;
    };
  };
}

/** What confirms an address where a scenario does not say otherwise: to ask for it, or to read it out. */
export const CONFIRMS = ['confirm-address', 'read-back-address'] as const;

const ms = (seconds: number) => seconds * 1_000;

/** The scenario that a valid document describes. */
export function compileScenario(document: ScenarioDocument): Scenario {
  const { expect, plays, intents: _, ...rest } = document;
  const { recognised, urgency, address } = expect;
  const dues = (by: Readonly<Record<string, number>> = {}) =>
    Object.entries(by).map(([key, seconds]) => ({ intents: key.split('|'), byMs: ms(seconds) }));
  return {
    ...rest,
    noise: (document.noise ?? []).map(({ kind, level, from = 0, to }) => ({
      kind,
      level,
      fromMs: ms(from),
      toMs: to === undefined ? null : ms(to),
    })),
    opening: lineOf(document.opening),
    replies: Object.entries(document.replies).map(
      ([key, reply]): Reply => ({ id: key, on: key.split('|'), lines: linesOf(reply).map(lineOf) }),
    ),
    unprompted: (document.unprompted ?? []).map(({ id, at, silence, times = 1, ...line }) => ({
      ...lineOf(line),
      id,
      times,
      ...(at === undefined ? {} : { atMs: ms(at) }),
      ...(silence === undefined ? {} : { silenceMs: ms(silence) }),
    })),
    expects: {
      asked: dues(expect.asked),
      found: Object.entries(expect.found ?? {}).map(([concept, by]) => ({ concept, byMs: ms(by) })),
      recognised: recognised ? { byMs: ms(recognised.by), shownBy: recognised.shownBy ?? [] } : null,
      urgency: { is: urgency.is, accepts: urgency.accepts ?? [] },
      action: expect.action,
      service: expect.service ?? null,
      advice: dues(expect.advice),
      address: address
        ? { byMs: ms(address.by), known: address.known, confirmedBy: address.confirmedBy ?? CONFIRMS }
        : null,
      wrong: Object.entries(expect.wrong ?? {}).map(([id, turn]) => wrongTurnOf(id, turn)),
    },
    plays: {
      right: playOf(plays.right),
      wrong: { ...playOf(plays.wrong.script), loses: plays.wrong.loses },
    },
  };
}

/** The lines of a reply in any of the forms a file may use. */
export function linesOf(reply: ReplyDocument): readonly LineDocument[] {
  if (typeof reply === 'string') return [{ say: reply }];
  return Array.isArray(reply) ? reply : [reply as LineDocument];
}

function lineOf({ tells = [], sets = [], after, ...rest }: LineDocument): Line {
  return { ...rest, tells, sets, ...(after === undefined ? {} : { afterMs: ms(after) }) };
}

function wrongTurnOf(id: string, { why, gravity, ...on }: WrongTurnDocument): WrongTurn {
  return { id, why, gravity, on: on as WrongTurn['on'] };
}

/** A script of a file, also one that stands beside it. */
export function playOf(script: readonly StepDocument[]): Play {
  return {
    script: script.map((step): Step => {
      if (step === 'end') return { end: true };
      return step.wait === undefined ? (step as Step) : { waitMs: ms(step.wait) };
    }),
  };
}
