import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../app.ts';
import { crowded } from '../crowding.ts';
import { TEST_DATA_KEYS } from '../data-keys.ts';
import { eventually } from '../eventually.ts';
import { beginProcess, type StartingProcess } from '../processes.ts';
import { makeWorld, type Signed, type World } from '../world.ts';

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

const KILLS = 100;
/** Every so many lives one lasts long enough for clocks to run out in it. */
const LONG_LIFE = 15;
/** The limit that was promised: two seconds after its time, or after the next start. */
const LATENESS_MS = 2_000;

/**
 * The whole process, killed again and again while bookings are made: each SLA clock of each booking that was answered
 * is marked once, and within two seconds of its time or of the next start.
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

  it(`every clock is marked once and in time, across ${KILLS} deaths by SIGKILL`, async () => {
    const env = { KIWIMESH_POLICIES_DIR: folder, NODE_COMPILE_CACHE: join(folder, 'cache') };
    const data = join(folder, 'data');
    /** Begins a life; `up` says when it could first do its work. */
    const begin = () => {
      const starting = beginProcess(app.testDatabase.url, data, env);
      const life = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
      starting.listening.then(
        () => {
          life.from = Date.now();
        },
        () => undefined,
      );
      worker = starting;
      return { starting, life };
    };
    let current = begin();
    await current.starting.listening;
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 1 });
    const resident = world.here.community.residents[0] as Signed;

    const lives: Life[] = [];
    let more = true;
    const booked: string[] = [];
    const booking = (async () => {
      while (more) {
        const made = await resident.kiwi.post('/v1/bookings', { body: { serviceType: 'untaken' } });
        booked.push(made.id);
        await delay(500);
      }
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Half die on their way up, most of the others soon after it, and some live through a few clocks.
      if (kill % LONG_LIFE === 0) {
        await current.starting.listening;
        await delay(2_000 + Math.random() * 1_500);
      } else if (Math.random() < 1 / 2) {
        await delay(Math.random() * 800);
      } else {
        await current.starting.listening;
        await delay(Math.random() * 400);
      }
      await current.starting.kill();
      lives.push({ ...current.life, to: Date.now() });
      current = begin();
    }
    more = false;
    await booking;
    const last = await current.starting.listening;

    const marked = await eventually(
      'the last clock',
      async () => {
        const { rows } = await app.testDatabase.owner.raw(
          `select id, booking_id, at, data from booking_event where type = 'sla_breached'`,
        );
        return rows.length >= booked.length * 2 ? (rows as Marked[]).map(markOf) : undefined;
      },
      20_000,
    );
    lives.push(current.life);
    expect(await last.stop()).toBe(0);

    expect(booked.length).toBeGreaterThan(KILLS / 2);
    const wanted = booked.flatMap((id) => [`${id} assign`, `${id} arrive`]).sort();
    expect(marked.map(({ booking_id, clock }) => `${booking_id} ${clock}`).sort()).toEqual(wanted);
    const allowed = crowded(LATENESS_MS);
    const late = marked.filter(
      ({ at, due }) => new Date(at).getTime() > deadline(Date.parse(due), lives, allowed),
    );
    expect(late).toEqual([]);
  }, 800_000);
});

/** From when it listened (never, when it died before) to when it was killed. */
interface Life {
  readonly from: number;
  readonly to: number;
}

/** A row of the timeline, its details sealed. */
interface Marked {
  readonly id: string;
  readonly booking_id: string;
  readonly at: string;
  readonly data: Buffer;
}

function markOf({ id, booking_id, at, data }: Marked): Mark {
  const opened = TEST_DATA_KEYS.open(data, { table: 'booking_event', column: 'data', row: id });
  const { clock, dueAt } = JSON.parse(opened);
  return { booking_id, at, clock, due: dueAt };
}

interface Mark {
  readonly booking_id: string;
  readonly at: string;
  readonly clock: string;
  readonly due: string;
}

/**
 * When a clock due at `dueAt` must have been marked: two seconds after it, or after the start that found it overdue,
 * counting from the first life that lasted so long.
 */
function deadline(dueAt: number, lives: readonly Life[], allowed: number): number {
  const owing = lives.find(({ from, to }) => to > Math.max(from, dueAt) + allowed);
  return Math.max(owing?.from ?? Number.POSITIVE_INFINITY, dueAt) + allowed;
}
