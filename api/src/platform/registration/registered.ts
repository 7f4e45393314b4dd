import type { Logger } from '../../kernel/observability/logger.ts';
import { type MessageWording, MessagingError, type MessagingPort } from '../../ports/messaging.ts';
import { type MessageRegister, registrationOf } from './read.ts';

/**
 * Messages with the ids that their texts have in the register of carriers. An SMS whose text has none is not sent: carriers would drop
 * it, and who sends such ones loses the sender's name.
 */
export function registeredMessaging(port: MessagingPort, register: MessageRegister | null): MessagingPort {
  return {
    async send(message) {
      if (message.channel !== 'sms') return port.send(message);
      const { wording } = message;
      const registration = wording === undefined ? null : registrationOf(register, wording);
      if (registration === null) throw new MessagingError('unregistered');
      return port.send({ ...message, registration });
    },
  };
}

/** What texts need to reach phones here. */
export interface MessageTexts {
  /** Warns once, at the start, of texts that cannot be sent by SMS because they are not registered. */
  expect(texts: readonly MessageWording[]): void;
}

/** @param register undefined where no text needs to be registered. */
export function messageTexts(register: MessageRegister | null | undefined, log: Logger): MessageTexts {
  return {
    expect(texts) {
      if (register === undefined) return;
      const missing = texts.filter((one) => registrationOf(register, one) === null);
      if (missing.length === 0) return;
      log.warn(
        { texts: [...new Set(missing.map(({ template, language }) => `${template} (${language})`))] },
        'texts that are not registered with carriers are not sent by SMS: add their ids to KIWIMESH_SMS_TEMPLATES',
      );
    },
  };
}
