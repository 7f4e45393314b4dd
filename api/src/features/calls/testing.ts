import {
  type Cell,
  caller,
  type Expectation,
  list,
  nothing,
} from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, type Side } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import type { CallState } from './engine/types.ts';

const people = (commands: string) => ({
  super_admin: commands,
  hospital_admin: commands,
  nurse: commands,
  paramedic: commands,
  api_key: commands,
  resident: commands,
});

const callOf = (side: Side) => {
  const id = idsOf(side);
  return {
    id: id('call'),
    state: 'waiting',
    channel: 'web',
    training: false,
    resident_id: id('resident'),
    community_id: id('community'),
    origin_hospital_id: id('hospital'),
    hospital_id: id('hospital'),
    next_desks: '[]',
    created_by_kind: 'resident',
    created_by_id: id('resident'),
    language: 'en',
    waiting_since: AT,
    ring_until: AT,
    version: 1,
    created_at: AT,
  };
};

/** Of somebody without an account, with the words and the timeline of that call. */
const visitorsCallOf = (side: Side) => ({
  ...callOf(side),
  id: idsOf(side)('call', 1),
  resident_id: null,
  created_by_kind: 'visitor',
  created_by_id: idsOf(side)('visitor'),
});

const tables: FeatureTesting['tables'] = {
  call: {
    reach: { system: 'siud', ...people('siu'), visitor: 'su' },
    plain: ['language', 'en'],
    rows: (side) => [callOf(side), visitorsCallOf(side)],
  },
  call_segment: {
    reach: { system: 'siud', ...people('si'), visitor: 'si' },
    plain: ['source', 'typed'],
    sealed: ['text'],
    rows: (side) => {
      const id = idsOf(side);
      const words = {
        sequence: 1,
        speaker: 'caller',
        source: 'typed',
        language: 'en',
        text: 'words',
        start_ms: 0,
        end_ms: 0,
        starts_sentence: true,
        at: AT,
      };
      return [
        { id: id('call_segment'), call_id: id('call'), ...words },
        { id: id('call_segment', 1), call_id: id('call', 1), ...words },
      ];
    },
  },
  call_event: {
    reach: { system: 'sid', ...people('si'), visitor: 'si' },
    plain: ['type', 'received'],
    rows: (side) => {
      const id = idsOf(side);
      const entry = { sequence: 1, type: 'received', at: AT, actor_kind: 'system', data: '{}' };
      return [
        { id: id('call_event'), call_id: id('call'), ...entry },
        { id: id('call_event', 1), call_id: id('call', 1), ...entry },
      ];
    },
  },
  call_audio: {
    reach: { system: 'siud' },
    plain: ['speaker', 'caller'],
    rows: (side) => {
      const id = idsOf(side);
      const position = { epoch: 1, next_seq: 1, frame_ms: 0, settled_ms: 0, updated_at: AT };
      return [{ id: id('call_audio'), call_id: id('call'), speaker: 'caller', ...position }];
    },
  },
  call_recording: {
    reach: { system: 'siud' },
    plain: ['incomplete', 'storage_full'],
    sealed: ['key'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ id: id('call_recording'), call_id: id('call'), key: 'key', created_at: AT }];
    },
  },
};

const telephoneLeg: FeatureTesting['tables'] = {
  telephone_leg: {
    reach: { system: 'siud' },
    plain: ['provider', 'twilio'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('telephone_leg'),
          call_id: id('call'),
          provider: 'twilio',
          provider_call_id: id('telephone_leg'),
          direction: 'in',
          created_at: AT,
        },
      ];
    },
  },
};

/** A new call for every request, since the request changes it; with the caller as its operator where it has one. */
const inState = (state: CallState): NonNullable<Expectation['request']> => {
  return async ({ world, caller, column, ids }: Cell) => ({
    ids: { ...ids, callId: await world.call(caller, column, state) },
  });
};
const of = (state: CallState): Expectation => ({ about: 'record', request: inState(state) });

const operations: FeatureTesting['operations'] = {
  createCall: {
    about: 'record',
    request: ({ ids }) => ({ body: { channel: 'web', residentId: ids.residentId } }),
  },
  createPlaceCall: {
    about: 'nothing',
    request: async ({ world, nth, ids }) => {
      const places = `/v1/communities/${ids.communityId}/places`;
      const place = { name: `Gate ${nth}`, location: { latitude: 12.97, longitude: 77.59 } };
      const { code } = await world.asSuperAdmin<{ code: string }>('post', places, place);
      return { body: { placeCode: code } };
    },
  },
  listCalls: list('hospitalId', 'residentId'),
  getCallFigures: caller,
  getCall: of('waiting'),
  claimCall: of('waiting'),
  takeOverCall: of('active'),
  holdCall: of('active'),
  resumeCall: of('held'),
  transferCall: {
    about: 'record',
    request: async (cell) => ({ ...(await inState('active')(cell)), body: { to: 'platform' } }),
  },
  endCall: of('active'),
  hangUpCall: of('waiting'),
  callBackCall: of('abandoned'),
  addCallMessage: of('waiting'),
  getCallTranscript: of('waiting'),
  listCallEvents: of('waiting'),
  getCallRecording: of('waiting'),
  getCallRecordingAudio: { ...of('waiting'), answers: [404, 'call_not_recorded'] },
  getCallContext: of('waiting'),
  correctCall: {
    about: 'record',
    request: async (cell) => ({ ...(await inState('waiting')(cell)), body: { notes: 'Second gate' } }),
  },
  reportCallPosition: {
    about: 'record',
    request: async (cell) => ({
      ...(await inState('waiting')(cell)),
      body: { latitude: 12.97, longitude: 77.59, accuracyMetres: 10 },
    }),
  },
  decideCall: {
    about: 'record',
    request: async (cell) => ({
      ...(await inState('active')(cell)),
      body: { urgency: 3, action: 'advise', reason: 'Known to us.' },
    }),
  },
  // Only the gateway can sign: no caller of the matrix gets in.
  answerVoiceCall: nothing,
  recordVoiceStatus: nothing,
};

export const testing: FeatureTesting = { tables: { ...tables, ...telephoneLeg }, operations };
