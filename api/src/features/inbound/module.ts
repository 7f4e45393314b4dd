import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { MessageReports } from '../../ports/messaging.ts';
import { handling } from './handling.ts';
import type { InboundFace } from './index.ts';
import { receive } from './intake.ts';
import { InboundLog } from './log.ts';
import { messageReader } from './messages/progress.ts';
import { messageState } from './messages/state.ts';
import { inboundOperations, messageSignature } from './operations.ts';
import { inboundRecords, tidying } from './retention.ts';

interface InboundNeeds {
  readonly database: Database;
  readonly messageReports: MessageReports;
  readonly publicUrl: () => string;
}

/** Webhooks of providers: verified, kept, answered, and then handled once. */
export const inbound = defineModule({
  name: 'inbound',
  create({ database, messageReports: reports, publicUrl }: InboundNeeds) {
    const face: InboundFace = { receive: (arrival) => receive(database, arrival), messageState };
    return {
      face,
      operations: inboundOperations({ log: new InboundLog(database), reports, receive: face.receive }),
      signatures: { receiveMessageReport: messageSignature(reports, publicUrl) },
      jobs: [handling(database, { messages: messageReader(reports) })],
      periodic: [tidying(database)],
      personalData: inboundRecords,
    };
  },
});
