import type { Knowledge } from '../engine/knowledge.ts';
import type { Finding, Reading, Span } from '../engine/types.ts';
import type { Extraction } from './extraction.ts';

/** A reading with what a model found beside the rules. */
export interface Merged {
  readonly reading: Reading;
  /** New findings, with words of the text to stand on. */
  readonly added: readonly Finding[];
  /** Findings without such words, left out. */
  readonly dropped: number;
}

/**
 * Adds the model's findings to those of the rules. A denial by a model is left out: what the rules found stays, and a
 * denial could only make questions less careful.
 */
export function mergeExtraction(
  text: string,
  reading: Reading,
  extraction: Extraction,
  knowledge: Knowledge,
): Merged {
  const stated = new Set(
    reading.findings
      .filter(({ negated, subject, time }) => !negated && subject !== 'other' && time === 'current')
      .map(({ concept }) => concept),
  );
  const added: Finding[] = [];
  let dropped = 0;
  for (const { concept, quote, negated, certainty, subject, time } of extraction.findings) {
    const evidence = locate(text, quote);
    if (evidence === null || !knowledge.concepts.has(concept)) {
      dropped += 1;
      continue;
    }
    if (negated || stated.has(concept)) continue;
    if (subject === 'patient' && time === 'current') stated.add(concept);
    added.push({
      concept,
      negated,
      certainty,
      subject,
      time,
      severity: null,
      onset: null,
      course: null,
      sinceMinutes: null,
      site: null,
      evidence,
      source: 'model',
    });
  }
  return { reading: { ...reading, findings: [...reading.findings, ...added] }, added, dropped };
}

/** Where the words of the quote are in the text, whatever their case and the blanks between them; null if nowhere. */
export function locate(text: string, quote: string): Span | null {
  const words = wordsOf(text);
  const quoted = wordsOf(quote.normalize('NFC'));
  const first = quoted[0];
  if (first === undefined) return null;
  for (let at = 0; at + quoted.length <= words.length; at += 1) {
    if (quoted.every(({ word }, offset) => words[at + offset]?.word === word)) {
      return { start: words[at]?.start ?? 0, end: words[at + quoted.length - 1]?.end ?? 0 };
    }
  }
  return null;
}

/** Words without punctuation around them, in lower case and NFC. */
function wordsOf(text: string): readonly (Span & { readonly word: string })[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[.,/'’-][\p{L}\p{M}\p{N}]+)*/gu)].map(
    ({ 0: match, index }) => ({
      word: match.normalize('NFC').toLowerCase(),
      start: index,
      end: index + match.length,
    }),
  );
}
