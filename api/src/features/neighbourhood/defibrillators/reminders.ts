import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { PeriodicTask } from '../../../kernel/jobs/periodic.ts';
import { EmailError, type EmailPort } from '../../../ports/email.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { checkState, localTime, nextCheckBy } from '../engine/index.ts';
import { DefibrillatorCheckOverdue } from '../events.ts';
import { RemindOfChecks } from '../jobs.ts';
import { Defibrillator } from '../models.ts';
import { reminderMail } from './mails.ts';

const DAY_MS = 86_400_000;
/** How often overdue checks are looked for. */
const EVERY_MS = 6 * 3_600_000;
/** Managers are reminded of the same defibrillator once in so many days. */
const REMIND_EVERY_DAYS = 7;
/** With the backoff of jobs, ten attempts outlast an outage of the mail server of some hours. */
const ATTEMPTS = 10;
/** Of one run: many more than are overdue at a time. */
const MAX_A_RUN = 1_000;

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly email: EmailPort;
  readonly language: string;
}

/** Reminds the managers of communities by email of defibrillators whose check is overdue. */
export class CheckReminders {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  periodic(): PeriodicTask {
    return { name: 'neighbourhood.checks', every: EVERY_MS, run: () => this.findOverdue() };
  }

  job(): JobDefinition {
    return jobHandler(RemindOfChecks, {
      maxAttempts: ATTEMPTS,
      handle: ({ communityId }, { key }) => this.#remind(communityId, key),
    });
  }

  /** Notes every defibrillator whose check has become overdue and orders one reminder for each community. */
  async findOverdue(): Promise<void> {
    const { database, organisations } = this.#deps;
    await database.asSystem('find overdue checks of defibrillators', async (uow) => {
      const rows = await Defibrillator.query(uow.trx)
        .whereNull('removed_at')
        .where('in_service', true)
        .whereNotNull('last_checked_on')
        .whereRaw('last_checked_on + check_every_days < ?::date', [new Date(uow.now.getTime() + DAY_MS)])
        .where((due) =>
          due
            .whereNull('reminded_at')
            .orWhere('reminded_at', '<', new Date(uow.now.getTime() - REMIND_EVERY_DAYS * DAY_MS)),
        )
        .orderBy('id')
        .limit(MAX_A_RUN)
        .forUpdate();
      for (const row of rows) {
        const { id, communityId } = row;
        const { timezone } = await organisations.communityOf(uow, communityId);
        const { day } = localTime(uow.now, timezone);
        if (checkState(row, day) === 'current') continue;
        await Defibrillator.query(uow.trx).findById(id).patch({ remindedAt: uow.now });
        const daysOverdue = daysBetween(nextCheckBy(row) ?? day, day);
        uow.emit(DefibrillatorCheckOverdue(id, { defibrillatorId: id, communityId, daysOverdue }));
        uow.enqueue(RemindOfChecks.now(`${communityId}:${day}`, { communityId }));
      }
    });
  }

  async #remind(communityId: string, key: string): Promise<void> {
    const { database, organisations, email, language } = this.#deps;
    const { managers, names } = await database.asSystem('read overdue checks of a community', async (uow) => {
      const { timezone } = await organisations.communityOf(uow, communityId);
      const { day } = localTime(uow.now, timezone);
      const rows = await Defibrillator.query(uow.trx)
        .where({ community_id: communityId, in_service: true })
        .whereNull('removed_at')
        .orderBy('name');
      const overdue = rows.filter((row) => row.lastCheckedOn !== null && checkState(row, day) !== 'current');
      return {
        managers: await organisations.communityManagers(uow, communityId),
        names: overdue.map(({ name }) => name),
      };
    });
    if (names.length === 0) return;
    for (const manager of managers) {
      const mail = reminderMail(names, manager.language ?? language);
      const idempotencyKey = `defibrillator-checks:${key}:${manager.id}`;
      try {
        await email.send({ ...mail, to: manager.email, idempotencyKey });
      } catch (error) {
        // An address that takes no mail must not keep the other managers from theirs.
        if (!(error instanceof EmailError && error.final)) throw error;
      }
    }
  }
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));
}
