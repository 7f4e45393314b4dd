import { CliError } from '../base/errors.ts';

export const ACTIONS = ['dispatch', 'advise', 'refer', 'false_call'] as const;
export type Action = (typeof ACTIONS)[number];

/** What an operator does at a terminal. */
export type Step =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | {
      readonly kind: 'decide';
      readonly urgency: number;
      readonly action: Action;
      readonly service: string | null;
    }
  | { readonly kind: 'end' }
  | { readonly kind: 'help' };

export const HELP = `Type what you say. Beside it:
  /decide URGENCY ACTION [SERVICE]   URGENCY 1 to 5, ACTION ${ACTIONS.join(', ')}; for example /decide 1 dispatch ambulance
  /wait SECONDS                      say nothing for a while
  /end                               end the call and see the marks`;

/** Reads one line of a person or a script; null for an empty line or a comment. @throws CliError for a command that is not right. */
export function stepOf(line: string): Step | null {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return null;
  if (!text.startsWith('/')) return { kind: 'say', text };
  const [command, ...rest] = text.slice(1).split(/\s+/);
  switch (command) {
    case 'end':
      return { kind: 'end' };
    case 'help':
      return { kind: 'help' };
    case 'wait': {
      const seconds = Number(rest[0]);
      if (!(seconds > 0 && seconds <= 600)) throw invalid(text, 'Give the seconds, 1 to 600: /wait 5');
      return { kind: 'wait', seconds };
    }
    case 'decide': {
      const [urgency, action, service = null] = rest;
      if (!/^[1-5]$/.test(urgency ?? ''))
        throw invalid(text, 'Give an urgency from 1 to 5: /decide 2 advise');
      if (!ACTIONS.includes(action as Action)) throw invalid(text, `Give one of ${ACTIONS.join(', ')}.`);
      if ((action === 'dispatch') !== (service !== null)) {
        throw invalid(text, 'Name the service of a dispatch, and only of one: /decide 1 dispatch ambulance');
      }
      return { kind: 'decide', urgency: Number(urgency), action: action as Action, service };
    }
    default:
      throw invalid(text, 'Commands are /decide, /wait, /end and /help.');
  }
}

/** All steps of a script. @throws CliError with every line that is not right. */
export function stepsOf(text: string, name: string): readonly Step[] {
  const faults: string[] = [];
  const steps = text.split(/\r?\n/).flatMap((line, index) => {
    try {
      return stepOf(line) ?? [];
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      faults.push(`line ${index + 1}: ${error.message} ${error.hint ?? ''}`.trim());
      return [];
    }
  });
  if (faults.length > 0) throw new CliError('invalid_script', `${name} cannot be played.`, { lines: faults });
  return steps;
}

function invalid(text: string, hint: string): CliError {
  return new CliError('invalid_command', `"${text}" is no command.`, { hint });
}
