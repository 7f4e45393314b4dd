import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { WorkerSession } from './worker-session.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe('a worker session', () => {
  // pg 9 will reject what pg 8 warns about: wake-ups would then be lost whenever Postgres is slow.
  it('runs one statement at a time under concurrent calls, and wakes all', async () => {
    const warnings: string[] = [];
    const warned = ({ message }: Error) => warnings.push(message);
    process.on('warning', warned);
    const [teller, hearer] = [new WorkerSession({ url: db.url }), new WorkerSession({ url: db.url })];
    await Promise.all([teller.open(), hearer.open()]);
    const heard: string[] = [];
    await Promise.all(['one', 'two', 'three'].map((each) => hearer.listen(each, () => heard.push(each))));
    for (const each of ['one', 'one', 'two', 'one', 'three']) teller.notify(each);
    expect((await teller.living())?.toSorted()).toEqual([teller.id, hearer.id].toSorted());
    await eventually('one wake-up a channel', () => heard.join() === 'one,two,three');
    // One more sent after them is not counted.
    teller.notify('one');
    await eventually('one more', () => heard.join() === 'one,two,three,one');
    await Promise.all([teller.close(), hearer.close()]);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });
});
