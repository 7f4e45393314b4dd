import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { CallChannel, CallState, Desk } from './engine/types.ts';
import type {
  ActorKind,
  CallDevice,
  Corrections,
  FormerLocation,
  Location,
  RecordingState,
  Speaker,
  Urgency,
  ValueSource,
} from './record/types.ts';

export type { ActorKind, Location, Speaker, Urgency } from './record/types.ts';

/** A call for help. Deleted after the retention time of the settings. */
export class Call extends TenantModel {
  static override tableName = 'call';
  static override jsonAttributes = ['nextDesks', 'location', 'formerLocations', 'corrections', 'device'];
  static override encrypted = ['caller_phone', 'location', 'former_locations', 'notes', 'corrections'];
  static override blindIndexes = { caller_phone: 'caller_phone_index' };
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({
      anyOf: [
        { column: 'hospital_id', equals: 'hospitalId' },
        { column: 'origin_hospital_id', equals: 'hospitalId' },
      ],
    }),
    resident: { column: 'resident_id', equals: 'residentId' },
    visitor: { column: 'created_by_id', equals: 'visitorId' },
  };
  declare id: string;
  declare state: CallState;
  declare channel: CallChannel;
  declare training: boolean;
  declare recording: RecordingState;
  declare residentId: string | null;
  declare communityId: string | null;
  /** The place whose code the caller used. */
  declare placeId: string | null;
  /** The device that raised the alarm. */
  declare device: CallDevice | null;
  /** By which a repeated alarm of the device finds this call; null for people and tests. */
  declare deviceKey: string | null;
  /** The hospital where the call came in, which continues to see it; null: the platform. */
  declare originHospitalId: string | null;
  /** The desk that has the call; null: the platform's. */
  declare hospitalId: Desk;
  declare nextDesks: Desk[];
  declare operatorId: string | null;
  declare operatorName: string | null;
  declare offeredToId: string | null;
  /** When its operator last did something in the call, or was heard: see desk/absence.ts. */
  declare operatorSeenAt: Date | null;
  declare createdByKind: ActorKind;
  declare createdById: string | null;
  /** What counts for the queue: as a person decided, else as assessed. */
  declare urgency: Urgency | null;
  /** As shown by triage, see assessment/settle.ts. */
  declare assessedUrgency: Urgency | null;
  /** What models last said of this call. */
  declare modelUrgency: Urgency | null;
  declare lowerSince: Date | null;
  declare lowerTo: Urgency | null;
  /** How many segments are in the assessment. */
  declare assessedSegments: number;
  declare decidedAt: Date | null;
  /** When an operator first had an emergency in front of them: their own call, assessed as 1 or 2. */
  declare alertedAt: Date | null;
  declare triageId: string | null;
  declare bookingId: string | null;
  declare language: string;
  declare callerPhone: string | null;
  declare location: Location | null;
  /** Where `location` comes from. */
  declare locationSource: ValueSource | null;
  /** Where else help may be needed, the newest first: where the caller was when they called before. */
  declare formerLocations: readonly FormerLocation[] | null;
  /** Whether an operator said who needs help. */
  declare residentCorrected: boolean;
  declare corrections: Corrections | null;
  declare notes: string | null;
  declare disposition: string | null;
  declare waitingSince: Date;
  declare ringUntil: Date | null;
  declare claimedAt: Date | null;
  declare endedAt: Date | null;
  declare wrappedUpAt: Date | null;
  /** How many segments and timeline entries there are; counted under the row's lock. */
  declare segments: number;
  declare events: number;
  declare version: number;
  declare createdAt: Date;
}

/** Visible to everyone who can see the call. */
const THROUGH_CALL: Reach = { through: { table: 'call', column: 'call_id' } };
const ofCall: Tenancy = {
  ...SYSTEM_ONLY,
  super_admin: 'all',
  ...inHospital(THROUGH_CALL),
  resident: THROUGH_CALL,
  visitor: THROUGH_CALL,
};

/** Words that will not change, or that they are missing. Append-only. */
export class CallSegment extends TenantModel {
  static override tableName = 'call_segment';
  static override encrypted = ['text'];
  static override tenancy = ofCall;
  declare id: string;
  declare callId: string;
  declare sequence: number;
  declare speaker: Speaker;
  /** `missing`: something was said here of which there are no words. */
  declare source: 'speech' | 'typed' | 'missing';
  /** Whether it begins a sentence or goes on with the one before, see record/sentences.ts. */
  declare startsSentence: boolean;
  declare language: string | null;
  declare text: string;
  declare startMs: number;
  declare endMs: number;
  declare at: Date;
}

/** An entry of the timeline: ids, codes and numbers, never words. Append-only. */
export class CallEvent extends TenantModel {
  static override tableName = 'call_event';
  static override jsonAttributes = ['data'];
  static override tenancy = ofCall;
  declare id: string;
  declare callId: string;
  declare sequence: number;
  declare type: string;
  declare at: Date;
  declare actorKind: ActorKind;
  declare actorId: string | null;
  declare actorName: string | null;
  declare data: Readonly<Record<string, string | number | boolean | null>>;
}

/** How far the audio of one side is stored as words, for the process that goes on with it. Nobody but the service reads it. */
/**
 * What a side is spoken through: a `telephone`; a `connection` that joined the call and may send audio; one that its person
 * has `chosen` to speak through.
 */
export type AudioSource = 'telephone' | 'connection' | 'chosen';

export class CallAudio extends TenantModel {
  static override tableName = 'call_audio';
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  declare callId: string;
  declare speaker: Speaker;
  /** Grows each time somebody takes the side: words of the former holder are not stored. */
  declare epoch: number;
  declare nextSeq: number;
  declare frameMs: number;
  declare settledMs: number;
  /** Until when the connection counts as there; null for one that says itself when it ends, and before the first. */
  declare leaseUntil: Date | null;
  /** Who is connected: the member of staff, the resident or the visitor. */
  declare leaseBy: string | null;
  /** What is spoken through; null where nothing is. */
  declare source: AudioSource | null;
  declare updatedAt: Date;
}

registerModels(Call, CallSegment, CallEvent, CallAudio);
