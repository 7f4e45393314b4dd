import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { StreamBody } from '../../../kernel/http/reply.ts';
import type { RecordingService } from './service.ts';

export type RecordingOperations = OperationsOf<'getCallRecording' | 'getCallRecordingAudio'>;

export function recordingOperations(service: RecordingService): RecordingOperations {
  return {
    async getCallRecording({ principal, params }) {
      return { status: 200, body: await service.get(principal, params.callId) };
    },
    async getCallRecordingAudio({ principal, params }) {
      const { length, bytes } = await service.audio(principal, params.callId);
      return { status: 200, body: new StreamBody(length, bytes) };
    },
  };
}
