import { FliteSynthesis, findFlite } from '../adapters/synthesis/local/flite.ts';
import { OpenAISynthesis } from '../adapters/synthesis/openai/openai.ts';
import type { WorkLog } from '../kernel/observability/failure.ts';
import type { Synthesiser } from '../ports/synthesis.ts';
import type { SynthesisSettings } from './settings/synthesis.ts';

/** What speaks texts; null where nothing does. Nothing is started or connected yet. */
export function openSynthesis(settings: SynthesisSettings, log: WorkLog): Synthesiser | null {
  switch (settings.provider) {
    case 'off':
      return null;
    case 'local': {
      const program = findFlite();
      log.info({ installed: program !== null }, 'speech synthesis is local');
      return program === null ? null : new FliteSynthesis(program);
    }
    case 'openai': {
      const { apiKey, baseUrl, model, voices } = settings;
      return new OpenAISynthesis({ apiKey, baseUrl: baseUrl ?? 'https://api.openai.com/v1', model, voices });
    }
  }
}
