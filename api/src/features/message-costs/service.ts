import { raw } from 'objection';
import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { insertMissing } from '../../kernel/tenancy/written-rows.ts';
import type { BookedMessage, MessageBook } from '../../ports/messaging.ts';
import { MessageCost } from './models.ts';

/** Months that are kept: this year and the whole one before. */
const KEPT_MONTHS = 24;
/** A list longer than this asks for a shorter period. */
const MAX_ROWS = 5_000;
const MONTH = "to_char(sent_at at time zone 'UTC', 'YYYY-MM')";
const GROUPS = ['hospital_id', 'provider', 'channel', 'country', 'currency'] as const;

/** The messages of a month that have all of these in common, as the database adds them up: sums are text in the driver. */
export interface MonthlyCosts
  extends Pick<MessageCost, 'hospitalId' | 'provider' | 'channel' | 'country' | 'currency'> {
  readonly month: string;
  readonly messages: string;
  readonly segments: string;
  readonly micros: string | null;
}

interface Deps {
  readonly database: Database;
  readonly databaseClock: Clock;
}

/** What messages cost: booked once for each, reported by month. */
export class MessageCosts implements MessageBook {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  book({ price, ...message }: BookedMessage): Promise<void> {
    return this.#deps.database.asSystem('book the cost of a message', async (uow) => {
      const cost = {
        micros: price === null ? null : String(price.micros),
        currency: price?.currency ?? null,
      };
      const row = { id: v7(), sentAt: uow.now, ...message, ...cost };
      await insertMissing(MessageCost.query(uow.trx), [row], ['key']);
    });
  }

  /**
   * Newest month first. @param from first month, `YYYY-MM` in UTC; by default this one.
   * @throws Problem `invalid_request` when the period is empty or has too many entries.
   */
  async report(
    principal: Principal,
    from: string | undefined,
    to: string | undefined,
  ): Promise<readonly MonthlyCosts[]> {
    const present = this.#deps.databaseClock().toISOString().slice(0, 7);
    const [first, last] = [from ?? to ?? present, to ?? present];
    if (first > last) throw invalid(`Choose a month no later than ${last}.`);
    const rows = await this.#deps.database.run(principal, async (uow) =>
      MessageCost.query(uow.trx)
        .select(raw(MONTH).as('month'), ...GROUPS)
        .count('id as messages')
        .sum('segments as segments')
        .sum('micros as micros')
        .where('sent_at', '>=', `${first}-01T00:00:00Z`)
        .where('sent_at', '<', monthAfter(last))
        .groupBy(raw(MONTH))
        .groupBy([...GROUPS])
        .orderBy([{ column: 'month', order: 'desc' }, ...GROUPS])
        .limit(MAX_ROWS + 1)
        .castTo<MonthlyCosts[]>(),
    );
    if (rows.length > MAX_ROWS) throw invalid('Choose a shorter period: this one has too many entries.');
    return rows;
  }

  /** Deletes what no report asks for any more. */
  async prune(): Promise<void> {
    const limit = this.#deps.databaseClock();
    limit.setUTCMonth(limit.getUTCMonth() - KEPT_MONTHS, 1);
    const before = `${limit.toISOString().slice(0, 7)}-01T00:00:00Z`;
    await this.#deps.database.asSystem('delete old costs of messages', async (uow) => {
      await MessageCost.query(uow.trx).delete().where('sent_at', '<', before);
    });
  }
}

/** Its first instant. */
function monthAfter(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + 1);
  return at.toISOString();
}

function invalid(detail: string): Problem {
  return new Problem('invalid_request', { detail, errors: [{ pointer: '/query/from', detail }] });
}
