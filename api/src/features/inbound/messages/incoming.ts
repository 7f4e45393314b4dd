import type { MessageReports } from '../../../ports/messaging.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { MessageReceived } from '../events.ts';
import type { InboundReader } from '../handling.ts';
import { answer } from './answers.ts';
import { keepRequest } from './opt-outs.ts';
import { UnknownProvider } from './progress.ts';
import { requestIn } from './words.ts';

interface Deps {
  readonly reports: Pick<MessageReports, 'name' | 'incoming'>;
  readonly organisations: Pick<OrganisationsFace, 'peopleWithPhone'>;
}

/** Takes what people write: requests to get messages or none here, all else by the listeners of {@link MessageReceived}. */
export function incomingReader({ reports, organisations }: Deps): InboundReader {
  return {
    async read({ id, provider, body, receivedAt }) {
      if (provider !== reports.name) throw new UnknownProvider();
      const message = reports.incoming(body);
      // The provider has answered who asks for help.
      if (message === null || message.request === 'help') return null;
      const { from: phone } = message;
      const request = message.request ?? requestIn(message.text);
      if (request === null || request === 'help') {
        return async (uow) => uow.emit(MessageReceived(id, { messageId: id }));
      }
      return async (uow) => {
        await keepRequest(uow, { phone, stopped: request === 'stop', at: receivedAt });
        // A phone of no person here costs us no message; nor do two answers to one.
        const [person] = message.request === null ? await organisations.peopleWithPhone(uow, phone) : [];
        if (person === undefined) return;
        answer(uow, id, request === 'stop' ? 'stopped' : 'started', person.language);
      };
    },
  };
}
