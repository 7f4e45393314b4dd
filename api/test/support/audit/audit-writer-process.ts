import { flushCompileCache } from 'node:module';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { AuditKeys } from '../../../src/kernel/audit/keys.ts';
import { Sealer } from '../../../src/kernel/audit/sealer.ts';
import { UnitAudit } from '../../../src/kernel/audit/unit.ts';
import { systemScope } from '../../../src/kernel/auth/scope.ts';
import { connect } from '../../../src/kernel/db/connection.ts';
import { Database } from '../../../src/kernel/db/unit/database.ts';
import { event } from '../../../src/kernel/events/event.ts';
import { object } from '../../../src/kernel/payload/shapes.ts';

/*
 * A process for api/src/kernel/audit/killing.test.ts: writes changes as fast as it can until it is killed.
 * `node audit-writer-process.ts <url> <secret> <seals>`
 */

const CommunityCreated = event('community.created', {
  description: 'A community was added.',
  data: object({}),
  example: {},
});
// A killed process leaves nothing that its successors need not compile again.
flushCompileCache();

const [url = '', secret = '', seals] = process.argv.slice(2);
const keys = new AuditKeys([secret]);
const knex = connect(url, { as: 'app', poolMax: 6 });
const database = new Database(knex, { audit: new UnitAudit(keys), appendEvents: async () => {} });
if (seals === 'seals') {
  new Sealer({ knex, keys, log: pino({ level: 'silent' }), batch: 20, every: 1 }).start();
}
const now = new Date();
const change = () =>
  database.run(systemScope('a change'), async (uow) => {
    const id = uuidv7();
    await uow.trx('community').insert({ id, name: id, timezone: 'UTC', created_at: now, updated_at: now });
    uow.emit(CommunityCreated(id, {}));
  });
const writer = async () => {
  for (;;) {
    await change();
    process.send?.('changed');
  }
};
await Promise.all(Array.from({ length: 4 }, writer));
