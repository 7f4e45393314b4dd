import { join } from 'node:path';
import { type CompiledLanguages, compileLanguages } from '../engine/compile.ts';
import type { Advice, Concept, Condition, Knowledge, QuestionText, Rule } from '../engine/knowledge.ts';
import type { VitalSigns } from '../engine/numbers/vital-signs.ts';
import type { Urgency } from '../engine/types.ts';
import { readCompiled, stateOf } from './compiled.ts';
import { conceptsIn } from './conditions.ts';
import { Documents, KnowledgeError, type KnowledgeFault } from './documents.ts';
import { type LanguageTexts, loadLanguage } from './languages.ts';
import { readUrgentWords } from './urgent-words.ts';
import { knowledgeVersion } from './version.ts';

export const SHIPPED = import.meta.dirname;
const NO_VITAL_SIGNS: VitalSigns = { thresholds: [], news2: null, shockIndex: null };

/** All that the engine needs, and what is still missing of what people read. Data alone, which can be written to a file. */
export interface LoadedKnowledge {
  /** See `knowledgeVersion`. */
  readonly version: string;
  readonly knowledge: Knowledge;
  readonly languages: CompiledLanguages;
  /** Concepts, rules, questions and advice without a text in a language. They are shown by their ids. */
  readonly gaps: readonly KnowledgeFault[];
}

type ConceptRow = readonly [Concept['kind'], Urgency | null, readonly string[], (string | null)?, number?];
type Source = Rule['source'];
interface RuleRow {
  readonly id: string;
  readonly urgency: Urgency;
  /** In English; other languages have theirs in `reasons.yaml`. */
  readonly why: string;
  readonly source: string | Source;
  readonly when: Condition;
  readonly service?: string;
  readonly advice?: readonly string[];
}
interface AdviceRow {
  readonly source: string | Source;
  readonly excludes?: readonly string[];
}
interface QuestionRow {
  readonly id: string;
  readonly concept: string;
  readonly when?: Condition;
}

/** The language of the reasons that stand beside the rules. */
const WRITTEN_IN = 'en';

/** Of the shipped data: a process may create several apps. */
let shipped: LoadedKnowledge | undefined;

/**
 * All data of the triage engine, checked. The shipped data is loaded once in a process: what was compiled before (see
 * `build.ts`) if it is of this very state of data and programs, else from the sources, which takes most of a second. A
 * snapshot: changes of files take effect after a restart.
 * @throws KnowledgeError with all faults of all files.
 */
export function loadKnowledge(folder: string = SHIPPED): LoadedKnowledge {
  if (folder !== SHIPPED) return readKnowledge(folder);
  shipped ??= readCompiled<LoadedKnowledge>(stateOf()) ?? readKnowledge(folder);
  return shipped;
}

/** @throws KnowledgeError with all faults of all files. */
export function readKnowledge(folder: string): LoadedKnowledge {
  const documents = new Documents(folder);
  const yaml = (path: string) => documents.names(path).filter((name) => name.endsWith('.yaml'));
  const languageNames = documents.names('languages');
  const texts = new Map<string, LanguageTexts>();
  const gaps: KnowledgeFault[] = [];
  const labelsOf = (kind: keyof Pick<LanguageTexts, 'labels' | 'rules' | 'questions'>, id: string) =>
    Object.fromEntries(languageNames.map((language) => [language, texts.get(language)?.[kind][id] ?? id]));

  const rows = new Map<string, { row: ConceptRow; file: string }>();
  for (const name of yaml('concepts')) {
    const file = `concepts/${name}`;
    const read = documents.read<Record<string, ConceptRow>>(file, 'concepts');
    for (const [id, row] of Object.entries(read?.value ?? {})) {
      const earlier = rows.get(id);
      if (earlier !== undefined) {
        documents.fault(file, [id], `Choose another id: ${id} is already defined by ${earlier.file}`);
      } else rows.set(id, { row, file });
    }
  }
  for (const [id, { row, file }] of rows) {
    for (const implied of row[2]) {
      if (!rows.has(implied))
        documents.fault(file, [id], `Define ${implied}, or correct it: ${id} implies it`);
    }
  }
  const known = new Set(rows.keys());

  const reasonsOf = (rule: string) =>
    Object.fromEntries(
      [...texts].flatMap(([language, { reasons }]) =>
        reasons[rule] === undefined ? [] : [[language, reasons[rule]]],
      ),
    );

  const sources = languageNames.map((language) => {
    const loaded = loadLanguage(documents, language, known);
    texts.set(language, loaded.texts);
    return loaded.source;
  });
  const concepts = new Map<string, Concept>(
    [...rows].map(([id, { row }]) => [
      id,
      {
        id,
        labels: labelsOf('labels', id),
        kind: row[0],
        alone: row[1],
        implies: row[2],
        service: row[3] ?? null,
        pastAfterDays: row[4] ?? null,
      },
    ]),
  );

  const cited = documents.read<Record<string, Source>>('sources.yaml', 'sources')?.value ?? {};
  const sourceOf = (source: string | Source, file: string, keys: readonly (string | number)[]): Source => {
    if (typeof source !== 'string') return source;
    const found = cited[source];
    if (found === undefined) documents.fault(file, keys, `Add ${source} to sources.yaml, or correct the id`);
    return found ?? { title: source, publisher: '', year: 0, url: '' };
  };
  const checkCondition = (when: Condition, file: string, keys: readonly (string | number)[]) => {
    for (const id of conceptsIn(when)) {
      if (!known.has(id)) documents.fault(file, keys, `Define the concept ${id}, or correct its id`);
    }
  };

  const advice = new Map<string, Advice>();
  const adviceRows = documents.read<Record<string, AdviceRow>>('advice.yaml', 'advice');
  for (const [id, { source, excludes = [] }] of Object.entries(adviceRows?.value ?? {})) {
    const steps = Object.fromEntries(
      languageNames.map((language) => [language, texts.get(language)?.advice[id] ?? []]),
    );
    advice.set(id, { id, steps, source: sourceOf(source, 'advice.yaml', [id, 'source']), excludes });
  }
  for (const [id, { excludes }] of advice) {
    for (const [index, other] of excludes.entries()) {
      if (!advice.has(other))
        documents.fault('advice.yaml', [id, 'excludes', index], `There is no advice ${other}`);
    }
  }

  const rules: Rule[] = [];
  const ruleFiles = new Map<string, string>();
  for (const name of yaml('rules')) {
    const file = `rules/${name}`;
    for (const [index, row] of (documents.read<RuleRow[]>(file, 'rules')?.value ?? []).entries()) {
      const earlier = ruleFiles.get(row.id);
      if (earlier !== undefined || known.has(row.id)) {
        const by = earlier ?? 'a concept';
        documents.fault(file, [index], `Choose another id: ${row.id} is already defined by ${by}`);
      }
      ruleFiles.set(row.id, file);
      checkCondition(row.when, file, [index, 'when']);
      for (const id of row.advice ?? []) {
        if (!advice.has(id))
          documents.fault(file, [index, 'advice'], `Add ${id} to advice.yaml, or correct the id`);
      }
      rules.push({
        id: row.id,
        urgency: row.urgency,
        topic: name.slice(0, -'.yaml'.length),
        labels: labelsOf('rules', row.id),
        why: { ...reasonsOf(row.id), [WRITTEN_IN]: row.why },
        source: sourceOf(row.source, file, [index, 'source']),
        when: row.when,
        service: row.service ?? null,
        advice: row.advice ?? [],
      });
    }
  }

  const questions: QuestionText[] = [];
  const questionIds = new Set<string>();
  for (const [index, row] of (
    documents.read<QuestionRow[]>('questions.yaml', 'questions')?.value ?? []
  ).entries()) {
    if (questionIds.has(row.id)) {
      documents.fault('questions.yaml', [index], `Choose another id: ${row.id} is already defined`);
    }
    questionIds.add(row.id);
    checkCondition(row.concept, 'questions.yaml', [index, 'concept']);
    if (row.when !== undefined) checkCondition(row.when, 'questions.yaml', [index, 'when']);
    questions.push({
      id: row.id,
      concept: row.concept,
      texts: labelsOf('questions', row.id),
      when: row.when ?? null,
    });
  }

  for (const language of languageNames) {
    const missing = (file: string, id: string, present: boolean) => {
      if (!present) gaps.push({ file: `languages/${language}/${file}`, line: 1, message: `Add ${id}` });
    };
    const own = texts.get(language) as LanguageTexts;
    for (const id of known) missing('labels', id, own.labels[id] !== undefined);
    for (const { id, why } of rules) {
      missing('rules.yaml', id, own.rules[id] !== undefined);
      missing('reasons.yaml', id, why[language] !== undefined);
    }
    for (const id of Object.keys(own.reasons)) {
      if (!ruleFiles.has(id))
        documents.fault(`languages/${language}/reasons.yaml`, [id], `There is no rule ${id}`);
    }
    for (const { id } of questions) missing('questions.yaml', id, own.questions[id] !== undefined);
    for (const id of advice.keys()) missing('advice.yaml', id, own.advice[id] !== undefined);
  }

  const signs = documents.read<VitalSigns>('vital-signs.yaml', 'vitalSigns')?.value ?? NO_VITAL_SIGNS;
  for (const [index, { concept }] of signs.thresholds.entries()) {
    checkCondition(concept, 'vital-signs.yaml', ['thresholds', index]);
  }
  const languages = compileLanguages(sources, concepts, signs, (place, message) => {
    const base = join('languages', place.language);
    const file =
      place.part === 'lexicon'
        ? (documents
            .names(join(base, 'lexicon'))
            .map((name) => join(base, 'lexicon', name))
            .find((path) => documents.text(path)?.includes(place.phrase)) ?? join(base, 'lexicon'))
        : join(base, `${place.part}.yaml`);
    documents.fault(file, [...place.keys, place.phrase], message);
  });
  if (documents.faults.length > 0) throw new KnowledgeError(documents.faults);
  const urgentWords = readUrgentWords(folder);
  const version = knowledgeVersion(folder);
  return { version, knowledge: { concepts, rules, questions, advice, urgentWords }, languages, gaps };
}
