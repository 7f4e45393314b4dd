import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import type { OrganisationsFace, PersonReference } from '../organisations/index.ts';
import { Notification, NotificationPreference } from './models.ts';
import { choicesOf } from './preferences/preferences.ts';
import { keyOf } from './rules/recipients.ts';
import { ANYONE, type Wordings } from './templates/wordings.ts';

/** The newest in an export. */
const MAX_EXPORTED = 1_000;

interface Deps {
  readonly organisations: OrganisationsFace;
  readonly wordings: Wordings;
}

/** Notifications of a resident and their preferences; an erasure deletes both. */
export const notificationRecords = ({ organisations, wordings }: Deps): PersonalDataPart => ({
  async collect(uow, residentId) {
    const person: PersonReference = { kind: 'resident', id: residentId };
    const [reader] = await organisations.reachablePeople(uow, [person]);
    const chosen = await choicesOf(uow, [person]);
    const rows = await Notification.query(uow.trx)
      .where({ resident_id: residentId })
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED);
    const words = await wordings.wordingsOf(uow, rows, reader ?? ANYONE);
    return {
      notificationPreferences: chosen.get(keyOf(person)) ?? null,
      notifications: rows.map((row, at) => {
        const { id, createdAt, readAt } = row;
        const { title, body } = words[at] ?? { title: '', body: '' };
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
    await NotificationPreference.query(uow.trx).delete().where({ resident_id: residentId });
  },
});
