import { randomUUID } from 'node:crypto';
import type { Ask } from '../../../llm/ask.ts';
import type { JsonSchema } from '../../../ports/llm.ts';
import type { Knowledge } from '../engine/knowledge.ts';
import type { Assessment, Certainty, Finding, Statement, Subject, Urgency } from '../engine/types.ts';
import type { Prompt } from './prompts.ts';

/** What a model is asked for. */
export interface Extraction {
  /** Repeats the id of the request: an answer to another one is refused. */
  readonly case: string;
  readonly findings: readonly {
    readonly concept: string;
    /** The words of the transcript it stands on. */
    readonly quote: string;
    readonly negated: boolean;
    readonly certainty: Certainty;
    readonly subject: Subject;
    readonly time: Finding['time'];
  }[];
  readonly urgency: Urgency;
  /** A concept to ask about next, or an empty text. */
  readonly question: string;
}

/** What the model may cost, and what it may see. */
export interface ExtractionLimits {
  /** Milliseconds. */
  readonly budgetMs: number;
  /** Millionths of a US dollar. */
  readonly maxCostMicros: number;
  /** Whose budget pays: the id of a hospital or community, or `platform`. */
  readonly tenant: string;
  /** Words of the lexicons: they identify no one. */
  readonly vocabulary: ReadonlySet<string>;
  /** Values of the patient's record that must not reach a provider that is not trusted with them. */
  readonly known: ReadonlyArray<{ readonly kind: string; readonly value: string }>;
}

/** About twenty findings with their quotes. */
const MAX_OUTPUT_TOKENS = 900;
/** More than fit: a bound for servers that ignore the limit of tokens. */
const MAX_FINDINGS = 40;
const EMERGENCY: Urgency = 2;
const SMALL_CHILD_MONTHS = 36;

/**
 * The ask for a second reading of a statement. What was said is data in a message of its own. An emergency, or too little
 * understood, asks for the best reasoning that fits the time.
 */
export function extractionAsk(
  statement: Statement,
  assessment: Assessment,
  knowledge: Knowledge,
  prompt: Prompt,
  { budgetMs, maxCostMicros, tenant, vocabulary, known }: ExtractionLimits,
): Ask<Extraction> {
  const id = randomUUID().slice(0, 8);
  const { patient } = assessment.reading;
  const escalated = assessment.urgency <= EMERGENCY || assessment.insufficient;
  return {
    task: 'triage.extract',
    prompt,
    messages: [
      {
        role: 'user',
        content: JSON.stringify({
          case: id,
          patient: { ...ageOf(patient.ageMonths), sex: patient.sex, pregnant: patient.pregnant },
          transcript: transcriptOf(statement),
        }),
      },
    ],
    schema: schemaFor(knowledge),
    schemaName: 'triage_extraction',
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    sensitivity: 'phi',
    reasoning: escalated ? 'deep' : 'standard',
    budgetMs,
    maxCostMicros,
    tenant,
    check: (value) => value.case === id,
    deidentify: { known, vocabulary },
  };
}

/** Months only for small children: a thousand months of age would be taken for an identifier where texts are cleaned. */
function ageOf(months: number | null): { readonly ageYears: number } | { readonly ageMonths: number | null } {
  return months === null || months < SMALL_CHILD_MONTHS
    ? { ageMonths: months }
    : { ageYears: Math.floor(months / 12) };
}

function transcriptOf({ text, turns }: Statement): string {
  if (turns === undefined) return text;
  return turns.map(({ speaker, start, end }) => `${speaker}: ${text.slice(start, end)}`).join('\n');
}

const schemas = new WeakMap<Knowledge, JsonSchema>();

function schemaFor(knowledge: Knowledge): JsonSchema {
  const cached = schemas.get(knowledge);
  if (cached !== undefined) return cached;
  const concept = { type: 'string', enum: [...knowledge.concepts.keys()] };
  const schema: JsonSchema = {
    type: 'object',
    additionalProperties: false,
    required: ['case', 'findings', 'urgency', 'question'],
    properties: {
      case: { type: 'string' },
      findings: {
        type: 'array',
        maxItems: MAX_FINDINGS,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['concept', 'quote', 'negated', 'certainty', 'subject', 'time'],
          properties: {
            concept,
            quote: { type: 'string' },
            negated: { type: 'boolean' },
            certainty: { type: 'string', enum: ['certain', 'probable', 'possible'] },
            subject: { type: 'string', enum: ['patient', 'caller', 'other'] },
            time: { type: 'string', enum: ['current', 'past', 'feared'] },
          },
        },
      },
      urgency: { type: 'integer', enum: [1, 2, 3, 4, 5] },
      question: { type: 'string', enum: ['', ...knowledge.concepts.keys()] },
    },
  };
  schemas.set(knowledge, schema);
  return schema;
}
