/** `@kiwimesh/widgets/call`: importing it registers `<kiwi-call>`. */
export { KiwiErrorEvent, KiwiSignedInEvent } from '../events/index.ts';
export { KiwiCall } from './kiwi-call.ts';
