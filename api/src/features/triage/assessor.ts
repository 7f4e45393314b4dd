import type { Asked, Models } from '../../llm/ask.ts';
import { assess } from './engine/assessment/assess.ts';
import { readStatement } from './engine/read.ts';
import type { Assessment, PatientContext, Question, Statement, Urgency } from './engine/types.ts';
import type { LoadedKnowledge } from './knowledge/load.ts';
import { type Extraction, type ExtractionLimits, extractionAsk } from './modelling/extraction.ts';
import { mergeExtraction } from './modelling/merge.ts';
import type { Prompt } from './modelling/prompts.ts';
import type { DecisionRecord } from './record/records.ts';

/** A model cannot answer in less; with less left it is not asked. Milliseconds. */
const MIN_MODEL_MS = 100;
const EMERGENCY: Urgency = 2;
/** What an urgency that only a model sees calls for; rules name theirs. */
const EMERGENCY_SERVICE = 'ambulance';

/** What models may use for one assessment. */
export type ModelLimits = Omit<ExtractionLimits, 'budgetMs' | 'vocabulary'>;

/** An assessment with how it was made. */
export interface Assessed {
  readonly assessment: Assessment;
  /** The urgency of the rules alone; `assessment.urgency` is at most that. */
  readonly rulesFloor: Urgency;
  /** Models were wanted and none answered in time. */
  readonly degraded: boolean;
  readonly decision: DecisionRecord;
}

/** What a model added to the rules' assessment. */
interface Combined {
  readonly assessment: Assessment;
  readonly modelUrgency: Urgency;
  readonly dropped: number;
  readonly contributed: boolean;
}

export interface AssessorDeps {
  readonly loaded: LoadedKnowledge;
  /** Of the data; see `versionOf`. */
  readonly knowledgeVersion: string;
  readonly models: Models;
  readonly prompt: Prompt;
  /** Told when the rules could not read a statement: a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** Rules first; models on top where they are wanted and in time. Never throws for what is wrong with a model. */
export class Assessor {
  readonly #deps: AssessorDeps;
  /** Words that may be sent to any model. */
  readonly #vocabulary: ReadonlySet<string>;
  /** Of silence. */
  readonly #unknown: Assessment;

  constructor(deps: AssessorDeps) {
    this.#deps = deps;
    const { knowledge, languages } = deps.loaded;
    this.#vocabulary = new Set(languages.vocabulary.lexicon.words.keys());
    this.#unknown = assess(readStatement({ text: '' }, {}, languages), knowledge);
  }

  /** Whether {@link assess} can add anything to {@link assessByRules}. */
  get hasModels(): boolean {
    return this.#deps.models.configured;
  }

  /** By rules alone, without waiting. A statement that they cannot read is an emergency of which nothing is known. */
  byRules(statement: Statement, context: PatientContext): Assessment {
    const { knowledge, languages } = this.#deps.loaded;
    try {
      return assess(readStatement(statement, context, languages), knowledge);
    } catch (error) {
      this.#deps.onFault(error);
      return this.#unknown;
    }
  }

  /** As {@link assess} without models, and without waiting. */
  assessByRules(statement: Statement, context: PatientContext): Assessed {
    const started = performance.now();
    const rules = this.byRules(statement, context);
    return this.#assessed(rules, null, false, null, started);
  }

  /**
   * @param budgetMs until the assessment must be there, in milliseconds.
   * @param limits null: by rules alone.
   */
  async assess(
    statement: Statement,
    context: PatientContext,
    budgetMs: number,
    limits: ModelLimits | null,
  ): Promise<Assessed> {
    const started = performance.now();
    const rules = this.byRules(statement, context);
    const spent = () => performance.now() - started;
    const left = budgetMs - spent();
    const asked =
      limits === null || statement.text.trim() === '' || left < MIN_MODEL_MS
        ? null
        : await this.#ask(statement, rules, { ...limits, vocabulary: this.#vocabulary, budgetMs: left });
    const combined = asked?.ok ? this.#combined(statement, rules, asked.value) : null;
    return this.#assessed(rules, combined, limits !== null && combined === null, asked, started);
  }

  #assessed(
    rules: Assessment,
    combined: Combined | null,
    degraded: boolean,
    asked: Asked<Extraction> | null,
    started: number,
  ): Assessed {
    const { knowledgeVersion, prompt } = this.#deps;
    return {
      assessment: combined?.assessment ?? rules,
      rulesFloor: rules.urgency,
      degraded,
      decision: {
        knowledgeVersion,
        prompt: asked === null ? null : { name: prompt.name, version: prompt.version },
        provider: asked?.ok ? asked.provider : null,
        model: asked?.ok ? asked.model : null,
        source: combined?.contributed ? 'llm' : 'rules',
        modelUrgency: combined?.modelUrgency ?? null,
        droppedFindings: combined?.dropped ?? 0,
        attempts: asked?.attempts ?? [],
        candidates: asked?.candidates ?? [],
        costMicros: asked?.costMicros ?? 0,
        latencyMs: Math.round(performance.now() - started),
      },
    };
  }

  #ask(statement: Statement, rules: Assessment, limits: ExtractionLimits): Promise<Asked<Extraction>> {
    const { models, loaded, prompt } = this.#deps;
    return models.ask(extractionAsk(statement, rules, loaded.knowledge, prompt, limits));
  }

  /** Null where the rules could not read what the model found: they have decided already. */
  #combined(statement: Statement, rules: Assessment, extraction: Extraction): Combined | null {
    try {
      return this.#combine(statement, rules, extraction);
    } catch (error) {
      this.#deps.onFault(error);
      return null;
    }
  }

  /** The model's findings through the same rules; they and its own urgency can only raise. */
  #combine(statement: Statement, rules: Assessment, extraction: Extraction): Combined {
    const { knowledge } = this.#deps.loaded;
    const { reading, added, dropped } = mergeExtraction(statement.text, rules.reading, extraction, knowledge);
    const merged = added.length === 0 ? rules : assess(reading, knowledge);
    // A model that names nothing said in the text has no grounds for an urgency of its own.
    const grounded = extraction.findings.length > dropped ? extraction.urgency : 5;
    const urgency = Math.min(rules.urgency, merged.urgency, grounded) as Urgency;
    const questions = withQuestion(merged, extraction.question, knowledge.questions, urgency);
    const raised = urgency < merged.urgency && urgency <= EMERGENCY;
    return {
      assessment: {
        ...merged,
        urgency,
        questions,
        insufficient: rules.insufficient,
        recommendedServiceType: raised ? EMERGENCY_SERVICE : merged.recommendedServiceType,
      },
      modelUrgency: extraction.urgency,
      dropped,
      contributed: added.length > 0 || urgency < rules.urgency || questions.length > merged.questions.length,
    };
  }
}

/** Adds the model's question at the end if the data has one about its concept, and nothing is known about it yet. */
function withQuestion(
  { questions, reading }: Assessment,
  concept: string,
  known: readonly { readonly id: string; readonly concept: string }[],
  urgency: Urgency,
): readonly Question[] {
  if ([...questions, ...reading.findings].some((one) => one.concept === concept)) return questions;
  const found = known.find((one) => one.concept === concept);
  return found === undefined ? questions : [...questions, { id: found.id, concept, wouldBe: urgency }];
}
