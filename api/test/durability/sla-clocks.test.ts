import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { beginProcess, type StartingProcess } from '../support/processes.ts';
import { sized } from '../support/size.ts';
import { TEST_DATA_KEYS } from '../support/worlds/data-keys.ts';
import { makeWorld, type Signed, type World } from '../support/worlds/world.ts';

/** A service nobody is there to take, with clocks short enough to run out many times in a test. */
const UNTAKEN = `
id: untaken
version: 1
names: { en: Untaken }
descriptions: { en: For the test of clocks. }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [nurse] }
requiresLocation: false
permissions:
  request: [requester, community_manager, hospital_admin, api_key, super_admin]
  assign: [hospital_admin]
  move: [assignee]
  cancel: [requester]
  relocate: [requester]
sla:
  assignWithin: PT3S
  arriveWithin: PT5S
  escalation:
    assign: { notify: [hospital_admins] }
    arrive: { notify: [hospital_admins] }
dispatch: { strategy: manual }
paymentTrigger: none
cancellation: { until: in_service }
`;

const KILLS = sized({ small: 4, full: 100 });
/** Every so many lives one lasts until it has marked every clock that is due. */
const LONG_LIFE = 5;
/** A life has the same work however long it lasts: what a process gets done in a second is not what is tested here. */
const BOOKINGS_PER_LIFE = 4;

/**
 * The whole process, killed again and again while bookings are made: each SLA clock of each booking that was answered
 * is marked once, by the first life that lasts, and no clock is made to wait because of the kills.
 */
describe('SLA clocks of a process that is killed', () => {
  let app: TestApp;
  let world: World;
  let folder: string;
  let worker: StartingProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kiwimesh-sla-'));
    await writeFile(join(folder, 'untaken.yaml'), UNTAKEN);
    // This one answers requests but does no background work: the clocks are the killed process's alone.
    app = await startTestApp({ policiesDir: folder, env: { KIWIMESH_ROLE: 'serve' } });
  });
  afterAll(async () => {
    await worker?.kill();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Jobs of clocks whose time was over at `before`, waiting or held by a worker. */
  const overdue = async (before: Date) => {
    const { rows } = await app.testDatabase.owner.raw(
      `select job.data -> 'payload' as clock, job.crashes, job.fail_count, job.fail_reason, job.locked_at, job.last_modified_by, job.next_run_at,
                now(), job.next_run_at > now() as waits
         from agenda_job as job join booking on booking.id = (job.data -> 'payload' ->> 'bookingId')::uuid
        where job.name = 'sla-clock' and ? >
          case job.data -> 'payload' ->> 'clock' when 'assign' then assign_by else arrive_by end`,
      [before],
    );
    return rows as { readonly fail_count: number | null; readonly waits: boolean | null }[];
  };

  it(`mark each clock once, by the first life that lasts, after ${KILLS} SIGKILLs`, async () => {
    const env = { KIWIMESH_POLICIES_DIR: folder };
    const data = join(folder, 'data');
    const begin = () => {
      worker = beginProcess(app.testDatabase.url, data, env);
      return worker;
    };
    let current = begin();
    /** Until it listens. A start that gives up (the database is too busy to answer) is one more death. */
    const up = async () => {
      for (;;) {
        const running = await current.listening.catch(() => undefined);
        if (running !== undefined) return running;
        current = begin();
      }
    };
    await up();
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 1 });
    const resident = world.here.community.residents[0] as Signed;

    const booked: string[] = [];
    const book = async () => {
      for (let n = 0; n < BOOKINGS_PER_LIFE; n += 1) {
        const made = await resident.kiwi.post('/v1/bookings', { body: { serviceType: 'untaken' } });
        booked.push(made.id);
      }
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const booking = book();
      booking.catch(() => undefined);
      // Half die on their way up, most of the others soon after it, and some live through a few clocks.
      if (kill % LONG_LIFE === 0) {
        await up();
        const before = new Date();
        // Those that failed (the machine may be too busy for the database) have a backoff of their own.
        expect(
          (await overdue(before)).filter(({ waits, fail_count }) => waits && fail_count === null),
        ).toEqual([]);
        await eventually(
          'all clocks that were due are marked',
          async () => {
            expect(await overdue(before)).toEqual([]);
            return true;
          },
          300_000,
        );
        // pause: the moment of the kill is to be any
        await delay(Math.random() * 1_500);
      } else if (Math.random() < 1 / 2) {
        // pause: as above
        await delay(Math.random() * 800);
      } else {
        await up();
        // pause: as above
        await delay(Math.random() * 400);
      }
      await current.kill();
      current = begin();
      await booking;
    }
    const last = await up();

    const marked = await eventually(
      'the last clock',
      async () => {
        const { rows } = await app.testDatabase.owner.raw(
          `select id, booking_id, at, data from booking_event where type = 'sla_breached'`,
        );
        return rows.length >= booked.length * 2 ? (rows as Marked[]).map(markOf) : undefined;
      },
      300_000,
    );
    expect(await last.stop()).toBe(0);

    expect(booked).toHaveLength(KILLS * BOOKINGS_PER_LIFE);
    const wanted = booked.flatMap((id) => [`${id} assign`, `${id} arrive`]).sort();
    expect(marked.map(({ booking_id, clock }) => `${booking_id} ${clock}`).sort()).toEqual(wanted);
    // The engine never marks a clock before its time.
    expect(marked.filter(({ at, due }) => at < due)).toEqual([]);
  }, 3_000_000);
});

/** A row of the timeline, its details sealed. */
interface Marked {
  readonly id: string;
  readonly booking_id: string;
  readonly at: Date;
  readonly data: Buffer;
}

function markOf({ id, booking_id, at, data }: Marked): Mark {
  const opened = TEST_DATA_KEYS.open(data, { table: 'booking_event', column: 'data', row: id });
  const { clock, dueAt } = JSON.parse(opened);
  return { booking_id, at, clock, due: new Date(dueAt) };
}

interface Mark {
  readonly booking_id: string;
  readonly at: Date;
  readonly clock: string;
  readonly due: Date;
}
