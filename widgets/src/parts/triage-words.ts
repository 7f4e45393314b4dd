import type { Failure } from '../domain/failure.ts';
import type { Triage } from '../domain/wire.ts';
import type { Msg } from '../locale/messages.ts';
import { failureWords } from './notice.ts';

/** What an assessment means for the person, in one sentence. */
export function headlineWords(
  msg: Msg,
  { urgency, insufficient }: Pick<Triage, 'urgency' | 'insufficient'>,
): string {
  if (insufficient && urgency > 1) return msg('We cannot tell how urgent this is', { id: 'triage.unclear' });
  switch (urgency) {
    case 1:
      return msg('Life may be in danger: call now', { id: 'triage.immediate' });
    case 2:
      return msg('This may be an emergency: get help now', { id: 'triage.emergency' });
    case 3:
      return msg('A doctor should see this today', { id: 'triage.urgent' });
    case 4:
      return msg('A doctor should see this in the next days', { id: 'triage.semi-urgent' });
    default:
      return msg('This does not seem urgent', { id: 'triage.non-urgent' });
  }
}

/** Why there is no assessment. */
export const triageFailureWords = (msg: Msg, failure: Failure, waiting: number): string =>
  failure.kind === 'unreachable' || failure.code === 'rate_limited'
    ? failureWords(msg, failure, waiting)
    : msg('This cannot be checked just now. What you wrote is still here.', { id: 'triage.failed' });
