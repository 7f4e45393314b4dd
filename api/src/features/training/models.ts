import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { Score } from './engine/score.ts';
import type { Entry } from './engine/types.ts';
import type { SpokenMark } from './voice/speaker.ts';

export type TrainingMode = 'text' | 'audio';
export type TrainingRunState = 'waiting' | 'active' | 'ended' | 'abandoned';

const OWN = { column: 'operator_id', equals: 'staffId' } as const;

/** A run of a scenario by an operator, on a call of channel `training`. Colleagues do not see it; administrators do. */
export class TrainingRun extends TenantModel {
  static override tableName = 'training_run';
  static override jsonAttributes = ['entries', 'score', 'missed', 'spoken'];
  static override encrypted = ['entries', 'score'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
    nurse: OWN,
    paramedic: OWN,
  };
  declare id: string;
  declare scenarioId: string;
  declare mode: TrainingMode;
  declare cohort: string | null;
  declare state: TrainingRunState;
  declare callId: string;
  declare operatorId: string;
  /** As it was when the run began. */
  declare operatorName: string;
  /** The operator's; null for one of the platform. */
  declare hospitalId: string | null;
  /** How many of the call's segments were taken into account. */
  declare heard: number;
  declare entries: readonly Entry[];
  declare score: Score | null;
  declare total: number | null;
  declare passed: boolean | null;
  /** The ids of the items that lost marks. */
  declare missed: readonly string[];
  /** The lines of the caller that were spoken, of a spoken run. */
  declare spoken: readonly SpokenMark[];
  /** Which process speaks, and until when if it does not say so again. */
  declare voiceBy: string | null;
  declare voiceUntil: Date | null;
  declare version: number;
  declare createdAt: Date;
  /** When the call was answered: times of entries count from here. */
  declare startedAt: Date | null;
  declare endedAt: Date | null;
}

registerModels(TrainingRun);
