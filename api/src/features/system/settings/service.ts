import { isDeepStrictEqual } from 'node:util';
import type { Principal, StaffRole } from '../../../kernel/auth/principal.ts';
import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type InputFault, Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { SettingsChanged } from '../events.ts';
import { SettingsRow } from '../models.ts';
import {
  ALWAYS_SECOND_FACTOR,
  type LegalRetention,
  type Settings,
  type SettingsChange,
  type SettingsDocument,
  withDefaults,
} from './document.ts';

/** What other features use: the current settings. Reads the database only right after a change. */
export interface SettingsFace {
  current(): Promise<Settings>;
}

export interface SettingsDeps {
  readonly database: Database;
  /** The owner opens it; nothing else may listen on the channel of the settings. */
  readonly signals: Signals;
  readonly production: boolean;
  /** Whether the law of the region lets calls be recorded. */
  readonly mayRecordCalls: boolean;
  /** For how many days the law of the region wants records kept at least. */
  readonly retentionDays?: LegalRetention;
}

const CHANNEL = 'kiwimesh_settings_changed';
const ONLY_ROW = 1;

/**
 * The settings of the platform. Each process caches what it read and is notified of changes by Postgres within
 * milliseconds. While it is not connected for notifications, every call reads the database.
 */
export class PlatformSettings implements SettingsFace {
  readonly #database: Database;
  readonly #signals: Signals;
  readonly #production: boolean;
  readonly #mayRecordCalls: boolean;
  readonly #law: LegalRetention;
  /** The settings last read, or being read. */
  #cached: Promise<Settings> | undefined;

  constructor({ database, signals, production, mayRecordCalls, retentionDays = {} }: SettingsDeps) {
    this.#database = database;
    this.#signals = signals;
    this.#production = production;
    this.#mayRecordCalls = mayRecordCalls;
    this.#law = retentionDays;
    signals.on(CHANNEL, () => {
      this.#cached = undefined;
    });
  }

  async current(): Promise<Settings> {
    if (!this.#signals.connected) return this.#read();
    if (this.#cached === undefined) {
      const reading = this.#read();
      this.#cached = reading;
      // The caller gets the error; the next call reads again.
      reading.catch(() => {
        if (this.#cached === reading) this.#cached = undefined;
      });
    }
    return this.#cached;
  }

  /** The settings, read with the caller's own scope. */
  async get(principal: Principal): Promise<Settings> {
    return this.#database.run(principal, async (uow) =>
      this.#settings(await SettingsRow.query(uow.trx).findById(ONLY_ROW)),
    );
  }

  /**
   * Replaces the settings; what is left out returns to its default.
   * @throws Problem `precondition_failed`, `unprocessable` when they are inconsistent.
   */
  async put(
    principal: Principal,
    change: SettingsChange,
    expected: readonly number[] | undefined,
  ): Promise<Settings> {
    this.#check(change);
    return this.#database.run(principal, async (uow) => this.#write(uow, change, expected));
  }

  async #write(
    uow: UnitOfWork,
    change: SettingsChange,
    expected: readonly number[] | undefined,
  ): Promise<Settings> {
    const row = await SettingsRow.query(uow.trx).findById(ONLY_ROW).forUpdate();
    const before = this.#settings(row);
    checkVersion(before.version, expected);
    const document = withDefaults(change, this.#production, this.#law);
    const changed = (Object.keys(document) as (keyof SettingsDocument)[]).filter(
      (part) => !isDeepStrictEqual(document[part], before[part]),
    );
    if (changed.length === 0) return before;
    const written = { document, version: before.version + 1, updatedAt: uow.now };
    if (row === undefined) {
      const inserted = await insertMissing(SettingsRow.query(uow.trx), [{ id: ONLY_ROW, ...written }], 'id');
      // A concurrent request inserted the row: this one updates it.
      if (inserted.length === 0) return this.#write(uow, change, expected);
    } else {
      await updateOne(SettingsRow.query(uow.trx).findById(ONLY_ROW), written);
    }
    uow.emit(SettingsChanged('platform', { version: written.version, parts: changed }));
    await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, String(written.version)]);
    uow.afterCommit(() => {
      this.#cached = undefined;
    });
    return { ...document, version: written.version, updatedAt: uow.now };
  }

  #read(): Promise<Settings> {
    return this.#database.asSystem('read the settings', async (uow) =>
      this.#settings(await SettingsRow.query(uow.trx).findById(ONLY_ROW)),
    );
  }

  #settings(row: SettingsRow | undefined): Settings {
    const document = withDefaults(row?.document ?? {}, this.#production, this.#law);
    return { ...document, version: row?.version ?? 1, updatedAt: row?.updatedAt ?? null };
  }

  /** Rules that the contract cannot express. */
  #check(change: SettingsChange): void {
    const { lockout = {}, secondFactor, calls } = change;
    const faults: InputFault[] = [];
    for (const record of ['audit', 'triage', 'calls'] as const) {
      const days = change[record]?.retentionDays;
      const least = this.#law[record] ?? 0;
      if (days === undefined || days >= least) continue;
      faults.push({
        pointer: `/${record}/retentionDays`,
        detail: `must be ${least} or more: the law of the region wants these records kept`,
      });
    }
    for (const [role, policy] of Object.entries(lockout)) {
      if (policy !== undefined && policy.maxLockSeconds < policy.lockSeconds) {
        faults.push({
          pointer: `/lockout/${role}/maxLockSeconds`,
          detail: 'must be at least lockSeconds, the duration of the first lock',
        });
      }
    }
    const missing = ALWAYS_SECOND_FACTOR.filter(
      (role: StaffRole) => secondFactor !== undefined && !secondFactor.requiredRoles.includes(role),
    );
    if (this.#production && missing.length > 0) {
      faults.push({
        pointer: '/secondFactor/requiredRoles',
        detail: `must include ${missing.join(' and ')}: in production these roles always need a second factor`,
      });
    }
    if (calls?.recording?.enabled === true && !this.#mayRecordCalls) {
      faults.push({
        pointer: '/calls/recording/enabled',
        detail: 'must be false: the law of the region does not let calls be recorded',
      });
    }
    if (faults.length === 0) return;
    const [first] = faults;
    throw new Problem('unprocessable', { detail: `${first?.pointer} ${first?.detail}.`, errors: faults });
  }
}
