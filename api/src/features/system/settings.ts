import { isDeepStrictEqual } from 'node:util';
import type { Principal, StaffRole } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { type InputFault, Problem } from '../../kernel/ground/problem.ts';
import { insertMissing, updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { Signals } from '../../kernel/work/signals.ts';
import { SettingsChanged } from './events.ts';
import { SettingsRow } from './models.ts';
import {
  ALWAYS_SECOND_FACTOR,
  type Settings,
  type SettingsChange,
  type SettingsDocument,
  withDefaults,
} from './settings-document.ts';

/** What other features read: the settings as they are now. Costs nothing but right after a change. */
export interface SettingsFace {
  current(): Promise<Settings>;
}

export interface SettingsDeps {
  readonly database: Database;
  /** Opened by whoever made it; register nothing on the channel of the settings. */
  readonly signals: Signals;
  readonly production: boolean;
}

const CHANNEL = 'kiwimesh_settings_changed';
const ONLY_ROW = 1;

/**
 * The settings of the platform. Each process keeps what it read and hears of changes over Postgres within
 * milliseconds; while it cannot hear, every call reads.
 */
export class PlatformSettings implements SettingsFace {
  readonly #database: Database;
  readonly #signals: Signals;
  readonly #production: boolean;
  /** What was read last, or is being read. */
  #known: Promise<Settings> | undefined;

  constructor({ database, signals, production }: SettingsDeps) {
    this.#database = database;
    this.#signals = signals;
    this.#production = production;
    signals.on(CHANNEL, () => {
      this.#known = undefined;
    });
  }

  async current(): Promise<Settings> {
    if (!this.#signals.connected) return this.#read();
    if (this.#known === undefined) {
      const reading = this.#read();
      this.#known = reading;
      // The caller hears of the failure; the next one tries again.
      reading.catch(() => {
        if (this.#known === reading) this.#known = undefined;
      });
    }
    return this.#known;
  }

  /** As the caller may see them. */
  async get(principal: Principal): Promise<Settings> {
    return this.#database.run(principal, async (uow) =>
      this.#settings(await SettingsRow.query(uow.trx).findById(ONLY_ROW)),
    );
  }

  /**
   * Puts the settings in place of those before; what is left out goes back to its default.
   * @throws Problem `precondition_failed`, `unprocessable` when they contradict themselves.
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
    if (expected !== undefined && !expected.includes(before.version)) throw stale(expected, before.version);
    const document = withDefaults(change, this.#production);
    const changed = (Object.keys(document) as (keyof SettingsDocument)[]).filter(
      (part) => !isDeepStrictEqual(document[part], before[part]),
    );
    if (changed.length === 0) return before;
    const written = { document, version: before.version + 1, updatedAt: uow.now };
    if (row === undefined) {
      const made = await insertMissing(SettingsRow.query(uow.trx), [{ id: ONLY_ROW, ...written }], 'id');
      // Another request made the row: this one is a change of it.
      if (made.length === 0) return this.#write(uow, change, expected);
    } else {
      await updateOne(SettingsRow.query(uow.trx).findById(ONLY_ROW), written);
    }
    uow.emit(SettingsChanged('platform', { version: written.version, parts: changed }));
    await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, String(written.version)]);
    uow.afterCommit(() => {
      this.#known = undefined;
    });
    return { ...document, version: written.version, updatedAt: uow.now };
  }

  #read(): Promise<Settings> {
    return this.#database.asSystem('read the settings', async (uow) =>
      this.#settings(await SettingsRow.query(uow.trx).findById(ONLY_ROW)),
    );
  }

  #settings(row: SettingsRow | undefined): Settings {
    const document = withDefaults(row?.document ?? {}, this.#production);
    return { ...document, version: row?.version ?? 1, updatedAt: row?.updatedAt ?? null };
  }

  /** What the contract cannot say. */
  #check({ lockout = {}, secondFactor }: SettingsChange): void {
    const faults: InputFault[] = [];
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
    if (faults.length === 0) return;
    const [first] = faults;
    throw new Problem('unprocessable', { detail: `${first?.pointer} ${first?.detail}.`, errors: faults });
  }
}

function stale(expected: readonly number[], present: number): Problem {
  return new Problem('precondition_failed', {
    detail: `You read version ${expected.join(' or ')}, but the record is now at version ${present}. Read it again before you repeat the change.`,
    extensions: { currentVersion: present },
  });
}
