import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { NeighbourhoodResponse, Volunteer, VolunteerSkill } from './models.ts';

/**
 * What a resident declared as a volunteer, and responses in which they were the patient. A response stays for the
 * figures of the hospital, without what is known of the patient.
 */
export const volunteerRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const skills = await VolunteerSkill.query(uow.trx).where({ resident_id: residentId }).orderBy('skill');
    const state = await Volunteer.query(uow.trx).findById(residentId);
    return {
      volunteering: {
        available: state?.available ?? false,
        position: state?.position ?? null,
        positionAt: state?.positionAt?.toISOString() ?? null,
        skills: skills.map(({ skill, certifiedOn, expiresOn, issuer, ...row }) => ({
          skill,
          certifiedOn,
          expiresOn,
          issuer,
          state: row.state,
          decisionReason: row.decisionReason,
          declaredAt: row.createdAt.toISOString(),
        })),
      },
    };
  },

  async erase(uow, { residentId }) {
    await VolunteerSkill.query(uow.trx).delete().where({ resident_id: residentId });
    await Volunteer.query(uow.trx).deleteById(residentId);
    await NeighbourhoodResponse.query(uow.trx)
      .patch({ accessHint: null, outcome: null })
      .where({ resident_id: residentId });
  },
};
