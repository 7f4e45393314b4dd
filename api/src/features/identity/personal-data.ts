import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { AddressChange } from './addresses/models.ts';
import { OtpChallenge, OtpDevice, SandboxMessageRow, Session } from './models.ts';

/** The newest of each kind that an export brings. */
const MOST = 1_000;

/** How a resident signed in: sessions and one-time codes, without anything that could sign in. */
export const signInRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const sessions = await Session.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('id', 'desc')
      .limit(MOST);
    // Nobody's to read but the platform's; the person's own all the same.
    const codes = await asSystem('export: codes sent', (system) =>
      OtpChallenge.query(system.trx)
        .where('resident_id', residentId)
        .orderBy('id', 'desc')
        .limit(MOST)
        .then((rows) => rows),
    );
    const changes = await asSystem('export: changes of sign-in addresses', (system) =>
      AddressChange.query(system.trx)
        .where('resident_id', residentId)
        .orderBy('id', 'desc')
        .limit(MOST)
        .then((rows) => rows),
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
    // What the sandboxes of development and test took; empty everywhere else.
    const others = changes
      .flatMap(({ address, previous }) => [address, previous])
      .filter((one) => one !== null);
    const addresses = [phone, ...(email === null ? [] : [email]), ...others];
    await SandboxMessageRow.query(uow.trx).delete().whereIn('recipient', addresses);
  },
};
