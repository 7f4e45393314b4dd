import type { Urgency } from '../../engine/types.ts';
import type { EvaluationCase } from '../cases.ts';
import { type Assess, inputOf, mapInParallel, type Outcome } from '../evaluate.ts';
import { PERTURBATION_KINDS, type PerturbationKind } from './kinds.ts';
import { randomFrom } from './random.ts';

export const DEFAULT_SEED = 'kiwimesh';

/** A case whose urgency changed with the text, though the patient did not. */
export interface Flip {
  readonly id: string;
  readonly kind: string;
  /** The label of the case. */
  readonly urgency: Urgency;
  readonly original: Urgency;
  readonly given: Urgency;
  /** The changed text. */
  readonly text: string;
}

/** What one kind of change did. `down` is less urgent than for the original text, `up` more urgent. */
export interface PerturbationCounts {
  readonly kind: string;
  readonly description: string;
  readonly variants: number;
  readonly down: number;
  readonly up: number;
  /** Variants of cases labelled 1 or 2. */
  readonly emergencies: number;
  readonly downOfEmergencies: number;
  /** Of these, given 1 or 2 for the original text and 3, 4 or 5 for the variant. */
  readonly lostEmergencies: number;
}

export interface PerturbationResult {
  readonly seed: string;
  readonly kinds: readonly PerturbationCounts[];
  /** Lost emergencies first. */
  readonly flips: readonly Flip[];
}

export interface PerturbOptions {
  /** The same seed gives the same variants. */
  readonly seed?: string;
  readonly kinds?: readonly PerturbationKind[];
  readonly concurrency?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** The variants of a case, without those whose text did not change. */
export function variantsOf(
  one: EvaluationCase,
  kinds: readonly PerturbationKind[] = PERTURBATION_KINDS,
  seed: string = DEFAULT_SEED,
): readonly { readonly kind: string; readonly text: string }[] {
  return kinds
    .map((kind) => ({ kind: kind.name, text: kind.vary(one, randomFrom(`${seed} ${kind.name} ${one.id}`)) }))
    .filter(({ text }) => text !== one.text);
}

/** Assesses variants of cases that were assessed before, and counts how often the urgency changes. */
export async function perturb(
  outcomes: readonly Outcome[],
  assess: Assess,
  options: PerturbOptions = {},
): Promise<PerturbationResult> {
  const { seed = DEFAULT_SEED, kinds = PERTURBATION_KINDS } = options;
  const variants = outcomes.flatMap((outcome) =>
    variantsOf(outcome.case, kinds, seed).map((variant) => ({ ...variant, outcome })),
  );
  let done = 0;
  const assessed = await mapInParallel(
    variants,
    options.concurrency ?? 1,
    async ({ kind, text, outcome }): Promise<Flip> => {
      const { urgency: given } = await assess({ ...inputOf(outcome.case), text });
      done += 1;
      options.onProgress?.(done, variants.length);
      const { id, urgency } = outcome.case;
      return { id, kind, urgency, original: outcome.answer.urgency, given, text };
    },
  );
  return {
    seed,
    kinds: kinds.map((kind) => countsOf(kind, assessed)),
    flips: assessed
      .filter(({ original, given }) => given !== original)
      .sort((left, right) => rank(left) - rank(right)),
  };
}

function countsOf({ name, description }: PerturbationKind, assessed: readonly Flip[]): PerturbationCounts {
  const own = assessed.filter(({ kind }) => kind === name);
  const emergencies = own.filter(isEmergency);
  return {
    kind: name,
    description,
    variants: own.length,
    down: own.filter(isDown).length,
    up: own.filter(({ original, given }) => given < original).length,
    emergencies: emergencies.length,
    downOfEmergencies: emergencies.filter(isDown).length,
    lostEmergencies: emergencies.filter(isLost).length,
  };
}

const isEmergency = ({ urgency }: Flip) => urgency <= 2;
const isDown = ({ original, given }: Flip) => given > original;
const isLost = (flip: Flip) => isEmergency(flip) && flip.original <= 2 && flip.given > 2;

function rank(flip: Flip): number {
  if (isLost(flip)) return 0;
  if (isEmergency(flip) && isDown(flip)) return 1;
  return isDown(flip) ? 2 : 3;
}
