import { compileLanguages } from '../../src/features/triage/engine/compile.ts';
import type { Concept } from '../../src/features/triage/engine/knowledge.ts';
import { readStatement } from '../../src/features/triage/engine/read.ts';
import type { Finding, PatientContext, Reading, Statement } from '../../src/features/triage/engine/types.ts';
import { Documents } from '../../src/features/triage/knowledge/documents.ts';
import { loadLanguage } from '../../src/features/triage/knowledge/languages.ts';
import { loadKnowledge } from '../../src/features/triage/knowledge/load.ts';

const FOLDER = new URL('../../src/features/triage/knowledge/', import.meta.url).pathname;

/** Few phrases, so that tests of reading do not depend on what the lexicons grow to. */
const PHRASES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    chest_pain: ['chest ~1 (pain|hurts)', '(pain|hurts) ~2 chest'],
    pain: ['pain'],
    fever: ['fever'],
    vomiting: ['vomit*', 'throwing up'],
    breathlessness: ['breathless', 'short of breath', 'sob', 'difficulty breathing', 'trouble breathing'],
    not_breathing: ['not breathing', 'stopped breathing'],
    'not_breathing:not': ['[is|are] breathing [normally]'],
    bleeding: ['bleeding'],
    stroke: ['stroke'],
    heart_attack: ['heart attack'],
    headache: ['headache'],
    seizure: ['(seizure|fits)'],
    cough: ['cough'],
    unresponsive: ['unconscious', '(not|no) ~1 respon*'],
    diabetes: ['diabet*'],
    pregnant: ['pregnan*'],
    recent_surgery: ['(operated|surgery)'],
    anxiety: ['(anxious|panicking|scared)'],
    rash: ['rash'],
    fall: ['fell'],
    blood_thinner: ['warfarin'],
  },
  'hi-Latn': {
    chest_pain: ['(seena|seene|chhati) ~2 dard'],
    pain: ['dard'],
    fever: ['bukhar'],
    cough: ['khansi'],
    breathlessness: ['saans ~3 dikkat', 'saans phool*'],
    not_breathing: ['saans nahi (aa|le)'],
    uneasy_sinking_feeling: ['ghabrahat'],
    dizziness: ['chakkar'],
    vomiting: ['ulti'],
    bleeding: ['khoon'],
  },
  hi: {
    chest_pain: ['(सीने|छाती) ~2 दर्द'],
    pain: ['दर्द'],
    fever: ['बुखार'],
    breathlessness: ['सांस ~3 (दिक्कत|तकलीफ)'],
    vomiting: ['उल्टी'],
  },
};

const { knowledge, languages: shipped } = loadKnowledge();
const concepts = new Map<string, Concept>(knowledge.concepts);

const sources = Object.entries(PHRASES)
  .map(([language, lexicon]) => ({
    ...loadLanguage(new Documents(FOLDER), language, new Set(concepts.keys())).source,
    lexicon: Object.entries(lexicon).map(([key, phrases]) => ({
      concept: key.replace(':not', ''),
      phrases,
      negated: key.endsWith(':not'),
    })),
    classes: new Map(),
  }))
  .map((source) =>
    // Of the shipped lists of words none need be known: `sob` stands for what both languages write.
    source.language === 'hi-Latn' ? { ...source, words: [...source.words, 'sob'] } : source,
  );

/** The shipped words of negation, time and numbers with a small lexicon. */
export const LANGUAGES = compileLanguages(sources, concepts, shipped.vitalSigns, (_place, message) => {
  // Phrases of the shipped files may use classes that are left out here.
  if (!message.includes('Add the class')) throw new Error(message);
});

/** Reads a text, or a statement with turns, by the small lexicon. */
export function read(statement: string | Statement, context: PatientContext = {}): Reading {
  return readStatement(typeof statement === 'string' ? { text: statement } : statement, context, LANGUAGES);
}

/** A call with its speakers: `operator: is he breathing?` and `caller: no`, a line each. */
export function call(...lines: readonly string[]): Statement {
  let text = '';
  const turns = lines.map((line) => {
    const [speaker = '', ...rest] = line.split(': ');
    const start = text.length;
    text += `${rest.join(': ')}\n`;
    return { speaker: speaker as 'caller' | 'operator', start, end: text.length };
  });
  return { text, turns };
}

/** A finding in short: `not fever`, `stroke past`, `heart_attack possible`. */
export function inShort({ concept, negated, certainty, subject, time }: Finding): string {
  const words = [negated ? 'not' : '', concept, time === 'current' ? '' : time];
  return [...words, subject === 'patient' ? '' : subject, certainty === 'certain' ? '' : certainty]
    .filter((word) => word !== '')
    .join(' ');
}
