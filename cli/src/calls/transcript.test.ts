import { expect, it } from 'vitest';
import { type CallSegment, segmentText } from './show.ts';
import { linesOf } from './transcript.ts';

const segment = (sequence: number, text: string, startsSentence: boolean): CallSegment => ({
  id: `segment-${sequence}`,
  sequence,
  text,
  speaker: 'caller',
  source: text === '' ? 'missing' : 'speech',
  language: 'en',
  startMs: sequence * 1_000,
  endMs: sequence * 1_000 + 500,
  startsSentence,
});

it('a transcript shows one line for each sentence and where words are missing', () => {
  const lines = linesOf([
    segment(1, 'my father has chest', true),
    segment(2, 'pain', false),
    segment(3, '', true),
    segment(4, 'please come', true),
  ]);
  expect(lines.map(segmentText)).toEqual([
    expect.stringContaining('my father has chest pain'),
    expect.stringContaining('(words are missing: 0.5 s could not be recognised)'),
    expect.stringContaining('please come'),
  ]);
});
