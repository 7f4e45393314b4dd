/*
 * A process for kernel/jobs/unit-jobs.test.ts: enqueues a job in a unit of work and kills itself the moment that commits,
 * before anything that follows from the commit. Usage: node enqueue-and-die.ts <database> <jobs database or ''> <key>
 */

import { systemScope } from '../../src/kernel/auth/scope.ts';
import { connect } from '../../src/kernel/db/connection.ts';
import { Database } from '../../src/kernel/db/unit/database.ts';
import { appendEventsAnd } from '../../src/kernel/events/append.ts';
import { Background } from '../../src/kernel/jobs/background.ts';
import { job } from '../../src/kernel/jobs/job.ts';
import { object } from '../../src/kernel/payload/shapes.ts';

const [url = '', jobsUrl = '', key = ''] = process.argv.slice(2);
const database: Database = new Database(connect(url, { as: 'app', poolMax: 2 }), {
  appendEvents: appendEventsAnd(() => background.announce()),
  writeJobs: (uow, orders) => background.writeJobs(uow, orders),
});
const background = await Background.open({
  database,
  connection: { url },
  jobsUrl: jobsUrl === '' ? undefined : jobsUrl,
});
await background.start([], { work: false });
const Ring = job('ring', object({}));
await database.run(systemScope('test'), async (uow) => {
  uow.afterCommit(() => process.kill(process.pid, 'SIGKILL'));
  uow.enqueue(Ring.now(key, {}));
});
