import type { Failure } from '../../src/domain/failure.ts';
import type { Call, Location } from '../../src/domain/wire.ts';
import { type Msg, str } from '../../src/locale/messages.ts';
import type { ValueSource } from '../domain/wire.ts';

/** How urgent, in one or two words. */
export function urgencyWords(msg: Msg, urgency: number | null): string {
  switch (urgency) {
    case 1:
      return msg('Life in danger', { id: 'dispatch.urgency-1' });
    case 2:
      return msg('Emergency', { id: 'dispatch.urgency-2' });
    case 3:
      return msg('Urgent', { id: 'dispatch.urgency-3' });
    case 4:
      return msg('Can wait', { id: 'dispatch.urgency-4' });
    case 5:
      return msg('Not urgent', { id: 'dispatch.urgency-5' });
    default:
      return msg('Not known yet', { id: 'dispatch.urgency-unknown' });
  }
}

export function channelWords(msg: Msg, { channel, device }: Pick<Call, 'channel' | 'device'>): string {
  switch (channel) {
    case 'web':
      return msg('Web call', { id: 'dispatch.channel-web' });
    case 'phone':
      return msg('Telephone', { id: 'dispatch.channel-phone' });
    case 'typed':
      return msg('Written', { id: 'dispatch.channel-typed' });
    case 'device':
      return device?.event
        ? msg(str`Alarm: ${device.event}`, { id: 'dispatch.channel-alarm' })
        : msg('Alarm', { id: 'dispatch.channel-device' });
    case 'training':
      return msg('Exercise', { id: 'dispatch.exercise' });
  }
}

export function stateWords(msg: Msg, { state, wrappedUpAt }: Pick<Call, 'state' | 'wrappedUpAt'>): string {
  switch (state) {
    case 'waiting':
      return msg('Waiting', { id: 'dispatch.state-waiting' });
    case 'active':
      return msg('On the line', { id: 'dispatch.state-active' });
    case 'held':
      return msg('On hold', { id: 'dispatch.state-held' });
    case 'abandoned':
      return msg('Caller left', { id: 'dispatch.state-abandoned' });
    case 'missed':
      return msg('Missed', { id: 'dispatch.state-missed' });
    case 'ended':
      return wrappedUpAt === null
        ? msg('To wrap up', { id: 'dispatch.state-wrap-up' })
        : msg('Ended', { id: 'dispatch.state-ended' });
  }
}

/** The directions of a place, or its coordinates where it has none. */
export const placeWords = ({ address, latitude, longitude }: Location): string =>
  address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;

/** Where a value of the booking comes from. */
export function sourceWords(msg: Msg, source: ValueSource): string {
  switch (source) {
    case 'operator':
      return msg('corrected', { id: 'dispatch.source-operator' });
    case 'search':
      return msg('found', { id: 'dispatch.source-search' });
    case 'pin':
      return msg('pin on the map', { id: 'dispatch.source-pin' });
    case 'caller':
      return msg('caller', { id: 'dispatch.source-caller' });
    case 'browser':
      return msg('their device', { id: 'dispatch.source-browser' });
    case 'home':
      return msg('home address', { id: 'dispatch.source-home' });
    case 'place':
      return msg('printed code', { id: 'dispatch.source-place' });
    case 'device':
      return msg('alarm device', { id: 'dispatch.source-device' });
    case 'community':
      return msg('community', { id: 'dispatch.source-community' });
    case 'triage':
      return msg('assessment', { id: 'dispatch.source-triage' });
    case 'words':
      return msg('what was said', { id: 'dispatch.source-words' });
  }
}

/** The dispositions of the contract; a hospital may have codes of its own. */
export const DISPOSITIONS = [
  'dispatched',
  'advised',
  'referred',
  'transferred',
  'false_call',
  'duplicate',
  'no_answer',
  'test',
] as const;

export function dispositionWords(msg: Msg, disposition: string): string {
  switch (disposition) {
    case 'dispatched':
      return msg('Help was sent', { id: 'dispatch.end-dispatched' });
    case 'advised':
      return msg('Advice was given', { id: 'dispatch.end-advised' });
    case 'referred':
      return msg('Referred elsewhere', { id: 'dispatch.end-referred' });
    case 'transferred':
      return msg('Transferred', { id: 'dispatch.end-transferred' });
    case 'false_call':
      return msg('False call', { id: 'dispatch.end-false-call' });
    case 'duplicate':
      return msg('Same as another call', { id: 'dispatch.end-duplicate' });
    case 'no_answer':
      return msg('Nobody answered', { id: 'dispatch.end-no-answer' });
    case 'test':
      return msg('Test', { id: 'dispatch.end-test' });
    default:
      return disposition.replaceAll('_', ' ');
  }
}

/** Why something could not be done, and what to do next. */
export function consoleFailureWords(msg: Msg, failure: Failure): string {
  if (failure.kind === 'unreachable')
    return msg('The service cannot be reached. Nothing was done; try again, or use the telephone.', {
      id: 'dispatch.failed-unreachable',
    });
  switch (failure.code) {
    case 'call_not_waiting':
      return msg('A colleague has taken this call, or the caller left.', { id: 'dispatch.failed-taken' });
    case 'duty_required':
      return msg('You need the duty “dispatch” to take calls.', { id: 'dispatch.failed-duty' });
    case 'not_call_operator':
      return msg('Another operator has this call.', { id: 'dispatch.failed-operator' });
    case 'operator_present':
      return msg('Its operator is still there, or was until a moment ago.', {
        id: 'dispatch.failed-present',
      });
    case 'decision_reason_required':
      return msg('Say why the urgency is another than the assessed one.', { id: 'dispatch.failed-reason' });
    case 'rate_limited':
      return msg('Too many requests at once. Wait a moment and try again.', { id: 'dispatch.failed-rate' });
    case 'unprocessable':
      if (failure.field?.pointer === '/booking/residentId')
        return msg('Say who needs help first: find the person under “Who”.', { id: 'dispatch.failed-who' });
      if (failure.field?.pointer === '/booking/serviceType')
        return msg('Choose which service to send first.', { id: 'dispatch.failed-service' });
  }
  return failure.detail ?? msg('That did not work. Please try again.', { id: 'account.failed' });
}
