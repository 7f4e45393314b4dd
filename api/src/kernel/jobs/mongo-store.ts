import { MongoJobRepository } from '@agendajs/mongo-backend';
import { type AgendaBackend, type JobParameters, toJobId } from 'agenda';
import { type Collection, MongoClient, MongoServerError, ObjectId } from 'mongodb';
import {
  companions,
  type FreedWork,
  pauseAfterCrash,
  SUSPECT,
  WORKER_CRASHED,
} from '../coordination/crashes.ts';
import type { WorkerSession } from '../coordination/worker-session.ts';
import type { BeforeDeadLetter } from '../events/dead-letters.ts';
import { HeldJobs } from './held-jobs.ts';
import {
  type DeadJob,
  type JobData,
  type JobStore,
  NEVER_EXPIRES,
  type PutOptions,
  workerName,
} from './store.ts';

interface JobDocument {
  _id: ObjectId;
  name: string;
  priority: number;
  type: 'normal';
  data: JobData;
  nextRunAt: Date | null;
  lockedAt: Date | null;
  lastModifiedBy: string | null;
  failCount: number | null;
  failReason: string | null;
  failedAt: Date | null;
  /** Runs that ended because the worker crashed. */
  crashes: number;
}

const COLLECTION = 'agenda_job';
const DUPLICATE_KEY = 11000;
/** As in Postgres: neither scheduled nor held means dead. */
const DEAD = { nextRunAt: null, lockedAt: null };
const BEGUN = { nextRunAt: null, lockedAt: { $ne: null } };
const LIVE = { $or: [{ nextRunAt: { $ne: null } }, { lockedAt: { $ne: null } }] };

class Repository extends MongoJobRepository {
  readonly #jobs: Collection<JobDocument>;
  readonly held = new HeldJobs();

  constructor(client: MongoClient) {
    super({ mongo: client.db(), db: { collection: COLLECTION }, ensureIndex: false });
    this.#jobs = client.db().collection(COLLECTION);
  }

  /** As in Postgres: without the alternative of an expired lock (left to the sweep) an index answers it. */
  override getNextJobToRun(
    name: string,
    nextScanAt: Date,
    _lockDeadline: Date,
    now: Date | undefined,
    options?: { lastModifiedBy?: string | undefined },
  ): Promise<JobParameters | undefined> {
    return this.held.claim(() => this.#take(name, nextScanAt, now, options?.lastModifiedBy ?? null));
  }

  async #take(
    name: string,
    nextScanAt: Date,
    now: Date | undefined,
    worker: string | null,
  ): Promise<JobParameters | undefined> {
    const due = { name, lockedAt: null, nextRunAt: { $lte: nextScanAt } };
    const suspect = await this.#nextSuspect(due, worker);
    // A job that is no suspect and is due earlier goes first.
    const clear = { ...due, crashes: { $lt: SUSPECT } };
    const earlier =
      suspect === undefined ? clear : { ...due, $or: [{ crashes: { $lt: SUSPECT } }, { _id: suspect }] };
    const job = await this.#jobs.findOneAndUpdate(
      earlier,
      { $set: { lockedAt: now ?? new Date(), lastModifiedBy: worker } },
      { sort: { nextRunAt: 1, priority: -1 }, returnDocument: 'after' },
    );
    return job === null ? undefined : toParameters(job);
  }

  /**
   * The suspect with the fewest crashes, when the worker holds few enough to claim it, see
   * kernel/coordination/crashes.ts.
   */
  async #nextSuspect(due: object, worker: string | null): Promise<ObjectId | undefined> {
    const crashes = { $gte: SUSPECT };
    const next = await this.#jobs.findOne({ ...due, crashes }, { sort: { crashes: 1, nextRunAt: 1 } });
    if (next === null) return undefined;
    const held = await this.#jobs.countDocuments({
      crashes,
      lockedAt: { $ne: null },
      lastModifiedBy: worker,
    });
    return held < companions(next.crashes) ? next._id : undefined;
  }

  /** Begins a run or ends it, as in Postgres. */
  override async saveJobState(
    job: JobParameters,
    options?: Parameters<MongoJobRepository['saveJobState']>[1],
  ): Promise<void> {
    let begun = false;
    try {
      await super.saveJobState(job.lockedAt == null ? job : { ...job, lockedAt: new Date() }, options);
      begun = job.lockedAt != null;
    } finally {
      if (!begun) this.held.drop(job);
    }
  }

  /** Agenda does not await this one: a failure would be an unhandled rejection, which ends the process. */
  override async unlockJob(job: JobParameters): Promise<void> {
    this.held.drop(job);
    await super.unlockJob(job).catch(() => undefined);
  }
}

/**
 * Jobs in MongoDB, for installations that have one. Differences from Postgres: a job is written at once, not by the
 * caller's transaction, so it may run before that commits (handlers find nothing yet, throw, and are run again); there
 * are no wake-ups, so a job of another process starts at the next poll; there is one row per (name, key) in all, so a
 * new job replaces a dead letter with its key. Which workers are alive is still determined by the product's Postgres.
 */
export class MongoJobStore implements JobStore {
  readonly backend: AgendaBackend;
  readonly held: HeldJobs;
  readonly #client: MongoClient;
  readonly #jobs: Collection<JobDocument>;
  readonly #session: WorkerSession;
  #ready: Promise<unknown> | undefined;

  constructor(url: string, session: WorkerSession) {
    this.#client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000, appName: 'kiwimesh jobs' });
    this.#jobs = this.#client.db().collection(COLLECTION);
    this.#session = session;
    const repository = new Repository(this.#client);
    this.held = repository.held;
    this.backend = {
      name: 'MongoDB',
      repository,
      ownsConnection: false,
      connect: async () => {
        await this.#prepare();
        await repository.connect();
      },
      disconnect: async () => undefined,
    };
  }

  async put(
    name: string,
    data: JobData,
    at: Date | undefined,
    { unlessBegun = false }: PutOptions = {},
  ): Promise<void> {
    await this.#prepare();
    const same = { name, 'data.key': data.key };
    const filter = unlessBegun ? { ...same, $nor: [BEGUN] } : same;
    for (let tries = 1; ; tries += 1) {
      // Delete and insert: an _id cannot be changed, and the new one takes the job from its holder.
      await this.#jobs.deleteOne(filter);
      try {
        await this.#jobs.insertOne({
          _id: new ObjectId(),
          name,
          priority: 0,
          type: 'normal',
          data,
          nextRunAt: at ?? new Date(),
          lockedAt: null,
          lastModifiedBy: null,
          failCount: null,
          failReason: null,
          failedAt: null,
          crashes: 0,
        });
        return;
      } catch (error) {
        const raced = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
        if (!raced || tries === 50) throw error;
        if (unlessBegun && (await this.#jobs.findOne({ ...same, ...BEGUN })) !== null) return;
      }
    }
  }

  async remove(name: string, key: string): Promise<void> {
    await this.#jobs.deleteOne({ name, 'data.key': key, ...LIVE });
  }

  async finish(id: string): Promise<void> {
    await this.#jobs.deleteOne({ _id: new ObjectId(id) });
  }

  releaseLost(lockLifetime: number, worker?: string): Promise<readonly FreedWork[]> {
    return this.held.sweep((ids) => this.#releaseLost(lockLifetime, worker, ids));
  }

  async #releaseLost(
    lockLifetime: number,
    worker: string | undefined,
    ids: readonly string[],
  ): Promise<readonly FreedWork[]> {
    const own = worker ?? null;
    const inHand = ids.map((id) => new ObjectId(id));
    const before = (milliseconds: number) => ({ $lt: new Date(Date.now() - milliseconds) });
    await this.#jobs.updateMany(
      { _id: { $in: inHand }, lastModifiedBy: own, lockedAt: before(lockLifetime / 3) },
      { $set: { lockedAt: new Date() } },
    );
    const living = await this.#session.living();
    const forgotten = { lastModifiedBy: own, _id: { $nin: inHand }, lockedAt: before(lockLifetime / 6) };
    const expired = { lastModifiedBy: { $ne: own }, lockedAt: before(lockLifetime) };
    const dead = {
      $regex: '^worker:',
      $nin: [...(living ?? []).map(workerName), ...(worker === undefined ? [] : [worker])],
    };
    const lost = await this.#jobs
      .find({
        lockedAt: { $ne: null },
        $or: [
          ...(worker === undefined ? [] : [forgotten]),
          expired,
          ...(living === undefined ? [] : [{ lastModifiedBy: dead }]),
        ],
      })
      .toArray();
    const freed = await Promise.all(lost.map((job) => this.#free(job, job.lastModifiedBy === worker)));
    return freed.flat();
  }

  async #free(job: JobDocument, own: boolean): Promise<readonly FreedWork[]> {
    const crashed = job.nextRunAt === null && !own;
    const { crashes } = job;
    const pause = crashed ? pauseAfterCrash(crashes + 1) : 0;
    const { modifiedCount } = await this.#jobs.updateOne(
      { _id: job._id, lockedAt: job.lockedAt },
      {
        $set: {
          lockedAt: null,
          lastModifiedBy: null,
          // Without a time and a holder it is a dead letter.
          nextRunAt: job.nextRunAt ?? (pause === null ? null : new Date(Date.now() + pause)),
          ...(crashed ? { crashes: crashes + 1, failReason: WORKER_CRASHED, failedAt: new Date() } : {}),
        },
      },
    );
    const freed = { id: job._id.toHexString(), kind: job.name, givenUp: pause === null };
    return modifiedCount === 1 ? [freed] : [];
  }

  async releaseUnbegun(worker: string): Promise<void> {
    await this.#jobs.updateMany(
      { lastModifiedBy: worker, lockedAt: { $ne: null }, nextRunAt: { $ne: null } },
      { $set: { lockedAt: null, lastModifiedBy: null } },
    );
  }

  async anyDue(): Promise<boolean> {
    const due = await this.#jobs.findOne({
      $or: [{ nextRunAt: { $ne: null, $lte: new Date() } }, { nextRunAt: null, lockedAt: { $ne: null } }],
    });
    return due !== null;
  }

  async deadLetters(limit: number, before?: BeforeDeadLetter): Promise<readonly DeadJob[]> {
    const older = before === undefined ? {} : { $or: olderThan(before) };
    const letters = await this.#jobs
      .find({ ...DEAD, ...older })
      .sort({ failedAt: -1, _id: -1 })
      .limit(limit)
      .toArray();
    return letters.map((job) => ({
      id: job._id.toHexString(),
      name: job.name,
      reason: job.failReason ?? '',
      attempts: (job.failCount ?? 0) + job.crashes,
      failedAt: job.failedAt ?? new Date(0),
      correlationId: job.data.correlationId,
    }));
  }

  async retry(id: string): Promise<boolean> {
    if (!ObjectId.isValid(id)) return false;
    const { modifiedCount } = await this.#jobs.updateOne(
      { _id: new ObjectId(id), ...DEAD },
      { $set: { nextRunAt: new Date(), failCount: null, failReason: null, failedAt: null, crashes: 0 } },
    );
    return modifiedCount === 1;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #prepare(): Promise<unknown> {
    this.#ready ??= Promise.all([
      this.#jobs.createIndex({ name: 1, 'data.key': 1 }, { unique: true }),
      this.#jobs.createIndex({ name: 1, nextRunAt: 1, priority: -1 }),
    ]).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }
}

function toParameters({ _id, lockedAt, failCount, ...job }: JobDocument): JobParameters {
  return {
    _id: toJobId(_id.toHexString()),
    name: job.name,
    priority: job.priority,
    nextRunAt: job.nextRunAt,
    type: job.type,
    data: { ...job.data, crashes: job.crashes },
    ...(lockedAt === null ? {} : { lockedAt: NEVER_EXPIRES }),
    ...(failCount === null ? {} : { failCount }),
  };
}

function olderThan({ failedAt, id }: BeforeDeadLetter) {
  const earlier = { failedAt: { $lt: failedAt } };
  return id === undefined || !ObjectId.isValid(id)
    ? [earlier]
    : [earlier, { failedAt, _id: { $lt: new ObjectId(id) } }];
}
