import type { BookingProgress } from '../../booking/index.ts';
import type { Call } from '../models.ts';

/**
 * Within which nine of ten calls should be answered, seconds. NENA-STA-020.1-2020, "Standard for 9-1-1 Call Processing",
 * 2.2.1.
 */
export const ANSWER_TARGET_SECONDS = 15;

/** Stages in the order in which calls reach them. */
export const FIGURE_STAGES = [
  'answered',
  'first_words',
  'alert_to_action',
  'decided',
  'unit_assigned',
  'unit_on_scene',
] as const;
export type FigureStage = (typeof FIGURE_STAGES)[number];

/** Entries of the timeline that figures are made from. */
export const FIGURE_ENTRIES = [
  'first_words',
  'decided',
  'unit_assigned',
  'unit_on_scene',
  'audio_lost',
] as const;

export type CountedCall = Pick<
  Call,
  'id' | 'state' | 'urgency' | 'createdAt' | 'claimedAt' | 'alertedAt' | 'bookingId'
>;

export interface CountedEntry {
  readonly callId: string;
  readonly type: string;
  readonly at: Date;
}

export interface StageFigures {
  readonly stage: FigureStage;
  readonly calls: number;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** What the calls of a period came to. */
export interface PeriodFigures {
  readonly calls: {
    readonly received: number;
    readonly answered: number;
    readonly answeredInTime: number;
    readonly answerTargetSeconds: number;
    readonly abandoned: number;
    readonly missed: number;
    readonly audioLost: number;
  };
  readonly urgencies: readonly { readonly urgency: Call['urgency']; readonly calls: number }[];
  readonly stages: readonly StageFigures[];
  readonly bookings: {
    readonly made: number;
    readonly open: number;
    readonly unassigned: number;
    readonly assignBreached: number;
    readonly arriveBreached: number;
  };
}

/** Pure. @param entries in the order of their time: of several of a type, the first of a call counts. */
export function figuresOf(
  calls: readonly CountedCall[],
  entries: readonly CountedEntry[],
  bookings: readonly BookingProgress[],
): PeriodFigures {
  const firsts = new Map<string, Date>();
  for (const { callId, type, at } of entries) {
    const key = `${type} ${callId}`;
    if (!firsts.has(key)) firsts.set(key, at);
  }
  const firstOf = (type: (typeof FIGURE_ENTRIES)[number], { id }: CountedCall) => firsts.get(`${type} ${id}`);
  const answered = calls.filter(({ claimedAt }) => claimedAt !== null);
  const answerSeconds = answered.map((call) => seconds(call.createdAt, call.claimedAt));
  const open = bookings.filter(({ state }) => state !== 'completed' && state !== 'cancelled');
  const times: Record<FigureStage, readonly (number | null)[]> = {
    answered: answerSeconds,
    first_words: calls.map((call) => seconds(call.createdAt, firstOf('first_words', call))),
    alert_to_action: calls.map((call) => seconds(call.alertedAt, firstOf('decided', call))),
    decided: calls.map((call) => seconds(call.createdAt, firstOf('decided', call))),
    unit_assigned: calls.map((call) => seconds(call.createdAt, firstOf('unit_assigned', call))),
    unit_on_scene: calls.map((call) => seconds(call.createdAt, firstOf('unit_on_scene', call))),
  };
  return {
    calls: {
      received: calls.length,
      answered: answered.length,
      answeredInTime: answerSeconds.filter((taken) => taken !== null && taken <= ANSWER_TARGET_SECONDS)
        .length,
      answerTargetSeconds: ANSWER_TARGET_SECONDS,
      abandoned: calls.filter(({ state }) => state === 'abandoned').length,
      missed: calls.filter(({ state }) => state === 'missed').length,
      audioLost: calls.filter((call) => firstOf('audio_lost', call) !== undefined).length,
    },
    urgencies: ([1, 2, 3, 4, 5, null] as const)
      .map((urgency) => ({ urgency, calls: calls.filter((call) => call.urgency === urgency).length }))
      .filter(({ calls: number }) => number > 0),
    stages: FIGURE_STAGES.map((stage) => stageFigures(stage, times[stage])),
    bookings: {
      made: bookings.length,
      open: open.length,
      unassigned: open.filter(({ state }) => state === 'requested').length,
      assignBreached: bookings.filter(({ assignBreached }) => assignBreached).length,
      arriveBreached: bookings.filter(({ arriveBreached }) => arriveBreached).length,
    },
  };
}

function stageFigures(stage: FigureStage, times: readonly (number | null)[]): StageFigures {
  const sorted = times.filter((time) => time !== null).toSorted((a, b) => a - b);
  return {
    stage,
    calls: sorted.length,
    medianSeconds: quantile(sorted, 0.5),
    p90Seconds: quantile(sorted, 0.9),
  };
}

/** By nearest rank: a value that was measured. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function seconds(from: Date | null, to: Date | null | undefined): number | null {
  if (from === null || to === null || to === undefined) return null;
  return Math.max(0, to.getTime() - from.getTime()) / 1_000;
}
