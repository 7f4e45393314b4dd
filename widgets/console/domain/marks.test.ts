import { expect, it } from 'vitest';
import type { CallSegment, Triage } from '../../src/domain/wire.ts';
import { stretchesOf } from './marks.ts';

const segment = (sequence: number, text: string): CallSegment => ({
  id: `0193a5f0-7c1e-7000-8000-00000000000${sequence}`,
  sequence,
  text,
  speaker: 'caller',
  source: 'speech',
  language: 'en',
  startMs: sequence * 1_000,
  endMs: sequence * 1_000 + 500,
  startsSentence: true,
});
const finding = (concept: string, start: number, end: number): Triage['findings'][number] => ({
  concept,
  label: concept,
  negated: false,
  certainty: 'certain',
  subject: 'patient',
  time: 'current',
  evidence: { start, end },
  source: 'rules',
});
const shown = (segments: readonly CallSegment[], text: string | null, ...findings: Triage['findings']) =>
  [...stretchesOf(segments, { text, findings }).values()].map((stretches) =>
    stretches.map((stretch) =>
      stretch.findings.length === 0
        ? stretch.text
        : `[${stretch.text}|${stretch.findings.map(({ concept }) => concept).join('+')}]`,
    ),
  );

it('findings mark where they were said, also over two segments', () => {
  const said = [segment(1, 'He has chest'), segment(2, 'pain and sweats'), segment(3, 'Is he awake?')];
  const words = 'He has chest pain and sweats\nIs he awake?';
  expect(shown(said, words, finding('chest_pain', 7, 17), finding('sweating', 22, 28))).toEqual([
    ['He has ', '[chest|chest_pain]'],
    ['[pain|chest_pain]', ' and ', '[sweats|sweating]'],
    ['Is he awake?'],
  ]);
});

it('findings that overlap share the words that both have', () => {
  expect(
    shown([segment(1, 'bad chest pain')], 'bad chest pain', finding('a', 0, 9), finding('b', 4, 14)),
  ).toEqual([['[bad |a]', '[chest|a+b]', '[ pain|b]']]);
});

it('words that are not assessed yet, or were not kept, are shown as they are', () => {
  const said = [segment(1, 'Help'), segment(2, 'Chest pain')];
  expect(shown(said, 'Help', finding('help', 0, 4))).toEqual([['[Help|help]'], ['Chest pain']]);
  expect(shown(said, null)).toEqual([['Help'], ['Chest pain']]);
});
