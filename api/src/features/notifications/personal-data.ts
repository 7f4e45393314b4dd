import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { Notification } from './models.ts';
import { ANYONE, type Wordings } from './templates/wordings.ts';

/** The newest in an export. */
const MAX_EXPORTED = 1_000;

interface Deps {
  readonly organisations: OrganisationsFace;
  readonly wordings: Wordings;
}

/** Notifications of a resident; an erasure deletes it. */
export const notificationRecords = ({ organisations, wordings }: Deps): PersonalDataPart => ({
  async collect(uow, residentId) {
    const [reader] = await organisations.reachablePeople(uow, [{ kind: 'resident', id: residentId }]);
    const rows = await Notification.query(uow.trx)
      .where({ resident_id: residentId })
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED);
    return {
      notifications: rows.map((row) => {
        const { title, body } = wordings.wordingOf(row.template, row.data, reader ?? ANYONE);
        const { id, createdAt, readAt } = row;
        return {
          ...{ id, class: row.class, title, body },
          createdAt: createdAt.toISOString(),
          readAt: readAt?.toISOString() ?? null,
        };
      }),
    };
  },

  async erase(uow, { residentId }) {
    await Notification.query(uow.trx).delete().where({ resident_id: residentId });
  },
});
