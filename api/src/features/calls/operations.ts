import type { Principal } from '../../kernel/auth/principal.ts';
import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { Call, Urgency } from './models.ts';
import type { CallService } from './service.ts';
import { callEventOut, callFor, figuresOut, segmentOut, visitorsCall } from './wire.ts';

export type CallOperations = OperationsOf<
  | 'createCall'
  | 'createPlaceCall'
  | 'listCalls'
  | 'getCallFigures'
  | 'getCall'
  | 'claimCall'
  | 'takeOverCall'
  | 'holdCall'
  | 'resumeCall'
  | 'transferCall'
  | 'endCall'
  | 'hangUpCall'
  | 'callBackCall'
  | 'addCallMessage'
  | 'getCallTranscript'
  | 'listCallEvents'
  | 'getCallContext'
  | 'correctCall'
  | 'reportCallPosition'
  | 'decideCall'
>;

export function callOperations(service: CallService): CallOperations {
  const found = (principal: Principal, row: Call) => ({
    status: 200 as const,
    body: callFor(principal, row),
  });
  type Verb = (principal: Principal, id: string, expected: readonly number[] | undefined) => Promise<Call>;
  const verb =
    (run: Verb): CallOperations['claimCall'] =>
    async ({ principal, params, headers }) =>
      found(principal, await run(principal, params.callId, expectedVersion(headers)));
  return {
    async createCall({ principal, body }) {
      return { status: 201, body: callFor(principal, await service.create(principal, body)) };
    },
    async createPlaceCall({ body, overLimit }) {
      const { call, token, emergencyNumber } = await service.createFromPlace(body, overLimit ?? null);
      const bearer = { ...token, tokenType: 'Bearer' } as const;
      return { status: 201, body: { call: visitorsCall(call), ...bearer, emergencyNumber } };
    },
    async listCalls({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await service.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map((row) => callFor(principal, row)), nextCursor } };
    },
    async getCallFigures({ principal, query }) {
      const { hospitalId, from } = query;
      const since = from === undefined ? undefined : new Date(from);
      return {
        status: 200,
        body: figuresOut(await service.figures(principal, { hospitalId, from: since })),
      };
    },
    async getCall({ principal, params }) {
      return found(principal, await service.get(principal, params.callId));
    },
    claimCall: verb((...request) => service.claim(...request)),
    takeOverCall: verb((...request) => service.takeOver(...request)),
    holdCall: verb((...request) => service.hold(...request)),
    resumeCall: verb((...request) => service.resume(...request)),
    callBackCall: verb((...request) => service.callBack(...request)),
    async transferCall({ principal, params, body, headers }) {
      return found(
        principal,
        await service.transfer(principal, params.callId, body, expectedVersion(headers)),
      );
    },
    async endCall({ principal, params, body, headers }) {
      return found(principal, await service.end(principal, params.callId, body, expectedVersion(headers)));
    },
    async hangUpCall({ principal, params }) {
      return found(principal, await service.hangUp(principal, params.callId));
    },
    async getCallContext({ principal, params }) {
      return { status: 200, body: await service.context(principal, params.callId) };
    },
    async correctCall({ principal, params, body, headers }) {
      return found(
        principal,
        await service.correct(principal, params.callId, body, expectedVersion(headers)),
      );
    },
    async reportCallPosition({ principal, params, body }) {
      return found(principal, await service.locate(principal, params.callId, body));
    },
    async decideCall({ principal, params, body, headers }) {
      const { scheduledFor, ...booking } = body.booking ?? {};
      const decision = {
        ...body,
        urgency: body.urgency as Urgency,
        booking: {
          ...booking,
          ...(scheduledFor === undefined ? {} : { scheduledFor: new Date(scheduledFor) }),
        },
      };
      return found(
        principal,
        await service.decide(principal, params.callId, decision, expectedVersion(headers)),
      );
    },
    async addCallMessage({ principal, params, body }) {
      return { status: 201, body: segmentOut(await service.addMessage(principal, params.callId, body)) };
    },
    async getCallTranscript({ principal, params, query }) {
      const { after, limit = 200 } = query;
      const { data, nextSequence } = await service.transcript(principal, params.callId, { after, limit });
      return { status: 200, body: { data: data.map(segmentOut), nextSequence } };
    },
    async listCallEvents({ principal, params, query }) {
      const { limit = 50, cursor } = query;
      const { data, nextCursor } = await service.events(principal, params.callId, { limit, cursor });
      return { status: 200, body: { data: data.map(callEventOut), nextCursor } };
    },
  };
}
