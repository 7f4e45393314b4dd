import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { MessageReports, MessagingPort } from '../../ports/messaging.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { handling } from './handling.ts';
import type { InboundFace } from './index.ts';
import { receive } from './intake.ts';
import { InboundLog } from './log.ts';
import { answer, answering } from './messages/answers.ts';
import { incomingReader } from './messages/incoming.ts';
import { hasOptedOut } from './messages/opt-outs.ts';
import { messageReader } from './messages/progress.ts';
import { receivedMessage } from './messages/received.ts';
import { messageState } from './messages/state.ts';
import { inboundOperations, messageSignature } from './operations.ts';
import { inboundRecords, tidying } from './retention.ts';

interface InboundNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly messaging: MessagingPort;
  readonly messageReports: MessageReports;
  readonly publicUrl: () => string;
}

/** Webhooks of providers: verified, kept, answered, and then handled once. */
export const inbound = defineModule({
  name: 'inbound',
  create({ database, organisations, messaging, messageReports: reports, publicUrl }: InboundNeeds) {
    const face: InboundFace = {
      receive: (arrival) => receive(database, arrival),
      messageState,
      receivedMessage: (_uow, messageId) => receivedMessage(reports, messageId),
      answer,
      hasOptedOut,
    };
    const signature = messageSignature(reports, publicUrl);
    return {
      face,
      operations: inboundOperations({ log: new InboundLog(database), reports, receive: face.receive }),
      signatures: { receiveMessageReport: signature, receiveMessage: signature },
      jobs: [
        ...handling(database, {
          messages: messageReader(reports),
          replies: incomingReader({ reports, organisations }),
        }),
        answering({ database, messaging, reports }),
      ],
      periodic: [tidying(database)],
      personalData: inboundRecords,
    };
  },
});
