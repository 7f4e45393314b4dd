import { type EffectLedger, EffectUnderWay } from '../kernel/effects/ledger.ts';
import { EmailError, type EmailPort } from '../ports/email.ts';
import { type MessagingAdapter, MessagingError, type MessagingPort } from '../ports/messaging.ts';
import { PushError, type PushPort, type PushTarget } from '../ports/push.ts';

/**
 * Messages are sent once for a key, by whatever process. The provider has no idempotency keys, but tells what it was given:
 * an attempt of unknown outcome is looked for among the messages to the number.
 */
export function messagingOnce(adapter: MessagingAdapter, effects: EffectLedger): MessagingPort {
  return {
    async send(message) {
      try {
        const providerMessageId = await effects.once({
          port: 'messaging',
          key: message.idempotencyKey,
          perform: async () => (await adapter.send(message)).providerMessageId,
          isUnsure: (error) => !(error instanceof MessagingError) || error.unsure,
          whenUnsure: { find: (since) => adapter.find(message, since) },
        });
        return { providerMessageId };
      } catch (error) {
        throw error instanceof MessagingError ? error : new MessagingError('unavailable', { cause: error });
      }
    },
  };
}

/**
 * Mail is sent once for a key, by whatever process. A server cannot be asked what it has taken: an attempt of unknown outcome
 * is repeated as the same mail, with the same Message-ID, by which mailboxes recognise it.
 */
export function emailOnce(adapter: EmailPort, effects: EffectLedger): EmailPort {
  return {
    async send(email) {
      try {
        const messageId = await effects.once({
          port: 'email',
          key: email.idempotencyKey,
          perform: async () => (await adapter.send(email)).messageId,
          isUnsure: (error) => !(error instanceof EmailError) || error.failure === 'unavailable',
          whenUnsure: 'repeat',
        });
        return { messageId };
      } catch (error) {
        throw error instanceof EmailError ? error : new EmailError('unavailable', null, { cause: error });
      }
    },
  };
}

/**
 * Pushes are handed over once for a collapse key, by whatever process. No push service can be asked what it has taken: an
 * attempt of unknown outcome is repeated with the same key, by which the service replaces what it still holds and the device
 * replaces what it shows.
 */
export function pushOnce<Target extends PushTarget>(
  port: PushPort<Target>,
  effects: EffectLedger,
): PushPort<Target> {
  return {
    async send(message) {
      const { collapseKey } = message;
      try {
        const providerMessageId = await effects.once({
          port: 'push',
          key: collapseKey,
          // Push services of browsers give no id.
          perform: async () => (await port.send(message)).providerMessageId ?? collapseKey,
          isUnsure: (error) => !(error instanceof PushError) || error.failure === 'unavailable',
          whenUnsure: 'repeat',
        });
        return { providerMessageId };
      } catch (error) {
        if (error instanceof PushError) throw error;
        throw new PushError(error instanceof EffectUnderWay ? 'under_way' : 'unavailable');
      }
    },
  };
}
