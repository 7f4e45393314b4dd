import type { Model, QueryBuilder } from 'objection';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { PersonalDataPart } from '../../../kernel/privacy/personal-data.ts';
import { AddressChange } from '../addresses/models.ts';
import { OtpChallenge, OtpDevice, SandboxMessageRow, Session } from '../models.ts';

/** The newest rows of each kind in an export. */
const MAX_ROWS = 1_000;

/** A resident's sessions, one-time codes and address changes, without secrets that could be used to sign in. */
export const signInRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const sessions = await newest(Session.query(uow.trx), residentId);
    // Readable by the system only, although the rows are the person's own.
    const codes = await asSystem('export: codes sent', (system) =>
      newest(OtpChallenge.query(system.trx), residentId),
    );
    const changes = await asSystem('export: changes of sign-in addresses', (system) =>
      newest(AddressChange.query(system.trx), residentId),
    );
    return {
      addressChanges: changes.map(({ channel, address, previous, state, requestedAt }) => ({
        ...{ channel, address, previous, state },
        requestedAt: requestedAt.toISOString(),
      })),
      sessions: sessions.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        endedAt: row.revokedAt?.toISOString() ?? null,
        userAgent: row.userAgent,
      })),
      codes: codes.map((row) => ({
        id: row.id,
        channel: row.channel,
        sends: row.sends,
        createdAt: row.createdAt.toISOString(),
        verified: row.verified,
      })),
    };
  },

  async erase(uow, { residentId, phone, email }) {
    await Session.query(uow.trx).patch({ userAgent: null }).where('resident_id', residentId);
    await OtpChallenge.query(uow.trx).delete().where('resident_id', residentId);
    await OtpDevice.query(uow.trx).delete().where('resident_id', residentId);
    const changes = await AddressChange.query(uow.trx).where('resident_id', residentId);
    await AddressChange.query(uow.trx).delete().where('resident_id', residentId);
    // The messages of the sandboxes in development and test; empty in production.
    const others = changes
      .flatMap(({ address, previous }) => [address, previous])
      .filter((address) => address !== null);
    const addresses = [phone, ...(email === null ? [] : [email]), ...others];
    await SandboxMessageRow.query(uow.trx).delete().whereIn('recipient', addresses);
  },
};

async function newest<Row extends Model>(
  query: QueryBuilder<Row>,
  residentId: string,
): Promise<readonly Row[]> {
  return query.where('resident_id', residentId).orderBy('id', 'desc').limit(MAX_ROWS);
}
