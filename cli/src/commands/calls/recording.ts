import { resolve } from 'node:path';
import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { string as stringFlag } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { openNew } from '../../base/new-file.ts';
import { bold } from '../../base/output.ts';
import { CALL_ARGUMENT, findCallId } from '../../calls/find.ts';
import { recordingDetails } from '../../calls/recording.ts';
import { type CallSegment, segmentText } from '../../calls/show.ts';
import { linesOf, transcriptOf } from '../../calls/transcript.ts';

export type CallRecordingShown = components['schemas']['CallRecording'] & {
  readonly transcript: readonly CallSegment[];
  /** Where the audio was written. */
  readonly file: string | null;
};

/** An hour of a call is 115 MB. */
const DOWNLOAD_MS = 600_000;

export default class CallsRecording extends BaseCommand<typeof CallsRecording> {
  static override summary = 'Show what is recorded of a call, with its words, and save it as a WAV file.';
  static override description =
    'The caller is left, the operator right. The times beside the words are those of the file. Each reading is in the audit log.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000041',
    '<%= config.bin %> <%= command.id %> 00000041 --out call.wav',
  ];
  static override args = { call: string({ description: CALL_ARGUMENT, required: true }) };
  static override flags = {
    out: stringFlag({ summary: 'The file to write the audio to; it must not exist yet.' }),
  };

  async run(): Promise<CallRecordingShown> {
    const kiwi = await this.client();
    const path = { callId: await findCallId(kiwi, this.args.call) };
    const recording = await kiwi.get('/v1/calls/{callId}/recording', { path });
    const transcript = await transcriptOf(kiwi, path.callId);
    const file = this.flags.out === undefined ? null : resolve(this.flags.out);
    if (file !== null) {
      const audio = await kiwi.get('/v1/calls/{callId}/recording/audio', { path, timeoutMs: DOWNLOAD_MS });
      const target = await openNew(file);
      await target.writeFile(new Uint8Array(await audio.arrayBuffer())).finally(() => target.close());
    }
    this.log(recordingDetails(recording));
    this.log(`\n${bold('What was said')}`);
    for (const segment of linesOf(transcript)) this.log(segmentText(segment));
    if (transcript.length === 0) this.log('Nothing.');
    if (file !== null) this.log(`\nThe audio is in ${file}`);
    return { ...recording, transcript, file };
  }
}
