import type { ServiceType } from '../domain/wire.ts';
import { type Msg, str } from './messages.ts';

/** A booking's state, short. A state this version has no words for is shown as it is called, without underscores. */
export function stateWords(msg: Msg, state: string): string {
  switch (state) {
    case 'requested':
      return msg('Requested', { id: 'state.requested' });
    case 'assigned':
      return msg('Assigned', { id: 'state.assigned' });
    case 'en_route':
      return msg('On the way', { id: 'state.en-route' });
    case 'in_service':
      return msg('Being cared for', { id: 'state.in-service' });
    case 'completed':
      return msg('Completed', { id: 'state.completed' });
    case 'cancelled':
      return msg('Cancelled', { id: 'state.cancelled' });
    default:
      return state.replaceAll('_', ' ');
  }
}

/**
 * When money falls due. Triggers come from policy files, so an unknown one gets the general words. Nothing is collected
 * on these screens, so none of them says that booking pays.
 */
export function paymentWords(msg: Msg, trigger: string): string {
  switch (trigger) {
    case 'on_request':
      return msg('Due when you book; nothing is paid on this page', { id: 'payment.on-request' });
    case 'on_assignment':
      return msg('Due once somebody is assigned', { id: 'payment.on-assignment' });
    case 'on_completion':
      return msg('Due after the service', { id: 'payment.on-completion' });
    case 'none':
      return msg('Nothing to pay', { id: 'payment.none' });
    default:
      return msg('The hospital tells you when to pay', { id: 'payment.other' });
  }
}

/** Until when a person can change their mind, in a sentence: `until` is the first state in which they no longer can. */
export function cancellationWords(msg: Msg, { cancellation }: Pick<ServiceType, 'cancellation'>): string {
  switch (cancellation.until) {
    case 'assigned':
      return msg('You can cancel until somebody is assigned.', { id: 'cancellation.assigned' });
    case 'en_route':
      return msg('You can cancel until help sets off.', { id: 'cancellation.en-route' });
    case 'in_service':
      return msg('You can cancel until the service starts.', { id: 'cancellation.in-service' });
    default:
      return msg('You can cancel while the booking shows the button for it.', { id: 'cancellation.other' });
  }
}

/** The service names devices in English: `Chrome on Android`. */
export function deviceWords(msg: Msg, device: string): string {
  if (device === 'Unknown device') return msg('Unknown device', { id: 'devices.unknown' });
  const [browser, system] = device.split(' on ');
  return browser && system ? msg(str`${browser} on ${system}`, { id: 'devices.on' }) : device;
}
