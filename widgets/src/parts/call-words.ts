import { type CallStage, isListening, type MicrophoneState, type WhereaboutsState } from '../domain/call.ts';
import { type Msg, str } from '../locale/messages.ts';

/** Where the call is, as a sentence: also what a screen reader hears at each change. */
export function callHeadline(msg: Msg, stage: CallStage, operator: string, hospital: string): string {
  switch (stage) {
    case 'calling':
      return msg('Calling…', { id: 'desk.calling' });
    case 'ringing':
      return hospital
        ? msg(str`Ringing at ${hospital}…`, { id: 'desk.ringing' })
        : msg('Ringing…', { id: 'desk.ringing-desk' });
    case 'answered':
      return operator
        ? msg(str`${operator} is with you`, { id: 'desk.answered' })
        : msg('Somebody is with you', { id: 'desk.answered-nobody' });
    case 'held':
      return operator
        ? msg(str`${operator} has put you on hold`, { id: 'desk.held' })
        : msg('You are on hold', { id: 'desk.held-nobody' });
    case 'transferred':
      return msg('Connecting you to a colleague…', { id: 'desk.transferred' });
    case 'unanswered':
      return msg('No one could answer in time', { id: 'desk.unanswered' });
    case 'left':
    case 'ended':
      return msg('The call has ended', { id: 'desk.ended' });
  }
}

/** What the caller does meanwhile. */
export function callAbout(msg: Msg, stage: CallStage): string | null {
  switch (stage) {
    case 'ringing':
      return msg('You can already say or write what has happened. It is not lost.', {
        id: 'desk.ringing-about',
      });
    case 'held':
      return msg('Stay on the line: they are coming back. What you write is read.', {
        id: 'desk.held-about',
      });
    case 'transferred':
      return msg('Stay on the line. They see what you have said so far.', { id: 'desk.transferred-about' });
    case 'unanswered':
      return msg('The desk will call you back. If it is urgent, do not wait.', {
        id: 'desk.unanswered-about',
      });
    case 'left':
      return msg('No one had answered yet. The desk may call you back.', { id: 'desk.left-about' });
    default:
      return null;
  }
}

/**
 * What the desk knows of where the device is, and what the caller has to say themselves.
 * @param within the radius in words. @param placed whether the desk knows the place by its printed code.
 */
export function positionWords(
  msg: Msg,
  state: WhereaboutsState,
  within: string,
  placed: boolean,
): string | null {
  switch (state) {
    case 'unknown':
    case 'asking':
      return null;
    case 'locating':
      return msg('Finding out where this device is…', { id: 'desk.where-looking' });
    case 'sent':
      return within
        ? msg(str`The desk sees where this device is, to within ${within}.`, { id: 'desk.where-sent' })
        : msg('The desk sees where this device is.', { id: 'desk.where-seen' });
    default:
      return placed
        ? null
        : msg('The desk does not see where this device is. Tell them where you are.', {
            id: 'desk.where-unseen',
          });
  }
}

/** Whether the caller is heard, and if not, why. @param understood whether what is heard becomes words for the desk. */
export function microphoneWords(msg: Msg, state: MicrophoneState, understood = true): string {
  if (!understood && isListening(state))
    return msg('The microphone is on, but the desk cannot read what you say. Write to them.', {
      id: 'desk.microphone-unread',
    });
  switch (state) {
    case 'waiting':
      return msg('Allow the microphone in the question of your browser.', { id: 'desk.microphone-waiting' });
    case 'quiet':
      return msg('The microphone is on. Speak now.', { id: 'desk.microphone-quiet' });
    case 'heard':
      return msg('The microphone hears you.', { id: 'desk.microphone-heard' });
    case 'muted':
      return msg('The microphone is muted.', { id: 'desk.microphone-muted' });
    case 'refused':
      return msg('The microphone is not allowed on this page.', { id: 'desk.microphone-refused' });
    case 'missing':
      return msg('No microphone was found.', { id: 'desk.microphone-missing' });
    case 'failed':
      return msg('The microphone does not work.', { id: 'desk.microphone-failed' });
    case 'off':
      return msg('The microphone is off. You can write.', { id: 'desk.microphone-off' });
  }
}
