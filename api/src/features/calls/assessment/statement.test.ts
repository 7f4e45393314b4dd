import { describe, expect, it } from 'vitest';
import { assess, loadKnowledge, readStatement } from '../../triage/index.ts';
import type { CallSegment } from '../models.ts';
import { startsSentence } from '../record/sentences.ts';
import { statementOf } from './statement.ts';

type Said = Pick<CallSegment, 'speaker' | 'source' | 'startMs' | 'endMs' | 'text' | 'startsSentence'>;

/** Words one after the other, each segment half a second long. */
function said(
  ...parts: readonly (readonly [Said['speaker'], string, pauseMs?: number, Said['source']?])[]
): Said[] {
  const all: Said[] = [];
  for (const [speaker, text, pauseMs = 90, source = 'speech'] of parts) {
    const before = all.at(-1);
    const startMs = (before?.endMs ?? 0) + pauseMs;
    const words = { speaker, text, source, startMs, endMs: startMs + 500 };
    all.push({ ...words, startsSentence: startsSentence(before, words) });
  }
  return all;
}

describe('the statement of a call', () => {
  it.each([
    [
      'joins speech of one side',
      said(['caller', 'my father has chest'], ['caller', 'pain']),
      ['my father has chest pain'],
    ],
    [
      'starts a sentence after a pause',
      said(['caller', 'no'], ['caller', 'chest pain', 1_000]),
      ['no', 'chest pain'],
    ],
    [
      'keeps the sides apart',
      said(['caller', 'chest'], ['operator', 'any pain'], ['caller', 'no']),
      ['chest', 'any pain', 'no'],
    ],
    [
      'keeps what was typed apart',
      said(['caller', 'chest', 0, 'typed'], ['caller', 'pain', 0, 'typed'], ['caller', 'help']),
      ['chest', 'pain', 'help'],
    ],
  ] as const)('%s', (_, segments, lines) => {
    const { text, turns = [] } = statementOf(segments, 'en');
    expect(text).toBe(lines.join('\n'));
    expect(turns.map(({ start, end }) => text.slice(start, end))).toEqual(lines);
  });

  it('is as urgent in parts as it is in one', () => {
    const { languages, knowledge } = loadKnowledge();
    const words = 'my father has chest pain and is sweating'.split(' ');
    const urgency = (segments: readonly Said[]) =>
      assess(readStatement(statementOf(segments, 'en'), {}, languages), knowledge).urgency;
    expect(urgency(said(...words.map((word) => ['caller', word] as const)))).toBe(1);
  });
});
