import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { PersonalDataPart } from '../../../kernel/privacy/personal-data.ts';
import { UnitMessage } from '../models.ts';

/** What was written to units about somebody's bookings. Residents do not read messages otherwise. */
export const unitMessageRecords: PersonalDataPart = {
  collect(_uow, residentId) {
    return asSystem('messages to units about a resident', async (system) => {
      const rows = await UnitMessage.query(system.trx).where({ resident_id: residentId }).orderBy('id');
      return {
        unitMessages: rows.map(({ id, bookingId, text, sentAt }) => ({
          id,
          bookingId,
          text,
          sentAt: sentAt.toISOString(),
        })),
      };
    });
  },

  async erase(uow, { residentId }) {
    await UnitMessage.query(uow.trx).patch({ text: null }).where({ resident_id: residentId });
  },
};
