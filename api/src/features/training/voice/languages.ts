import type { Synthesiser } from '../../../ports/synthesis.ts';
import type { Speech } from '../../../speech/speech.ts';
import type { Scenario } from '../engine/types.ts';

/**
 * Why runs of a scenario are text alone. `no_synthesiser`: nothing speaks here; `no_recognition`: nothing hears, so that
 * what is spoken would reach no transcript; `language`: the synthesiser does not speak what the caller speaks.
 */
export type AudioUnavailable = 'no_synthesiser' | 'no_recognition' | 'language';

export interface AudioMeans {
  readonly synthesiser: Synthesiser | null;
  readonly speech: Pick<Speech, 'status'>;
}

/** Null where runs of the scenario can be spoken. */
export function whyNoAudio(scenario: Scenario, { synthesiser, speech }: AudioMeans): AudioUnavailable | null {
  if (synthesiser === null) return 'no_synthesiser';
  if (speech.status().state === 'off') return 'no_recognition';
  const { languages } = synthesiser;
  const spoken = languagesOf(scenario);
  return languages === null || spoken.every((one) => languages.includes(one)) ? null : 'language';
}

const DEVANAGARI = /[\u0900-\u097f]/;

/** What a line is spoken in: a caller may change the language, and the script of the line shows it. */
export function languageOfLine(text: string, { language }: Pick<Scenario, 'language'>): string {
  if (DEVANAGARI.test(text)) return 'hi';
  return language === 'hi' ? 'hi-Latn' : language;
}

function languagesOf(scenario: Scenario): readonly string[] {
  const { opening, replies, unprompted, unclear, okay } = scenario;
  const lines = [opening, ...replies.flatMap((reply) => reply.lines), ...unprompted].map(({ say }) => say);
  return [...new Set([...lines, ...unclear, ...okay].map((text) => languageOfLine(text, scenario)))];
}
