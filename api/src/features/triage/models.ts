import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { PatientContext, Urgency } from './engine/types.ts';
import type { DecisionRecord, Outcome, Override, StoredAssessment } from './record/records.ts';

/** An assessment with the record of how it was made. It is deleted after the retention time of the settings. */
export class Triage extends TenantModel {
  static override tableName = 'triage';
  static override jsonAttributes = ['context', 'assessment', 'decision', 'override', 'outcome'];
  static override encrypted = ['text', 'context', 'assessment', 'decision', 'override', 'outcome'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'resident_id', equals: 'residentId' },
  };
  declare id: string;
  declare residentId: string | null;
  declare communityId: string | null;
  /** The hospital that asked, or that serves the booking made from it. */
  declare hospitalId: string | null;
  declare bookingId: string | null;
  /** `call`: by what is said in a call, whose id it is. */
  declare createdByKind: 'staff' | 'resident' | 'api_key' | 'call';
  declare createdById: string;
  /** Whether others than the resident may read the words. */
  declare wordsShared: boolean;
  declare language: string;
  /** As assessed; an override does not change it. */
  declare urgency: Urgency;
  declare rulesFloor: Urgency;
  declare insufficient: boolean;
  declare degraded: boolean;
  declare text: string | null;
  declare context: PatientContext | null;
  declare assessment: StoredAssessment;
  declare decision: DecisionRecord;
  declare overrideUrgency: Urgency | null;
  declare override: Override | null;
  declare outcome: Outcome | null;
  declare version: number;
  declare createdAt: Date;
}

registerModels(Triage);
