import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { bold } from '../../base/output.ts';
import { CALL_ARGUMENT, findCallId, PLATFORM } from '../../calls/find.ts';
import type { CallRecording } from '../../calls/recording.ts';
import {
  type CallContext,
  type CallEvent,
  type CallSegment,
  type CallTimings,
  callDetails,
  conversationText,
  EVENT_COLUMNS,
  FILLED_COLUMNS,
  filledValues,
  timingsOf,
  timingsText,
} from '../../calls/show.ts';
import { transcriptOf } from '../../calls/transcript.ts';

export type CallShown = CallContext & {
  /** Null for API keys, which see no more of it than `call.recording`. */
  readonly recording: CallRecording | null;
  readonly transcript: readonly CallSegment[];
  readonly timeline: readonly CallEvent[];
  readonly timingsMs: CallTimings;
};

export default class CallsShow extends BaseCommand<typeof CallsShow> {
  static override summary = 'Show a call: words, urgency, the booking it fills in, timeline.';
  static override description =
    'Findings show the words they came from, values of the booking where they come from.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000041',
    '<%= config.bin %> <%= command.id %> 00000041 --json',
  ];
  static override args = { call: string({ description: CALL_ARGUMENT, required: true }) };

  async run(): Promise<CallShown> {
    const kiwi = await this.client();
    const path = { callId: await findCallId(kiwi, this.args.call) };
    const context = await kiwi.get('/v1/calls/{callId}/context', { path });
    const recording = await kiwi.get('/v1/calls/{callId}/recording', { path }).catch((error: unknown) => {
      if ((error as { status?: unknown }).status === 403) return null;
      throw error;
    });
    const transcript = await transcriptOf(kiwi, path.callId);
    const timeline: CallEvent[] = [];
    for await (const one of kiwi.pages('/v1/calls/{callId}/events', { path })) timeline.push(one);
    const timingsMs = timingsOf(context.call, timeline);
    if (!this.jsonEnabled()) {
      this.log(callDetails(context, await this.#deskName(context.call.hospitalId), recording));
      this.log(`\n${conversationText(context.triage, transcript)}`);
      this.log(`\n${bold('What would be booked')}`);
      this.logTable(filledValues(context.prefill, context.resident), FILLED_COLUMNS, 'Nothing.');
      const said = context.prefill.saidPlace;
      if (said !== null) this.log(`Said about the place, in stretch ${said.sequence}: "${said.text}"`);
      this.log(`\n${bold('Timeline')}`);
      this.logTable(timeline, EVENT_COLUMNS, 'No entries.');
      this.log(`\n${bold('Since the call came in')}\n${timingsText(timingsMs)}`);
    }
    return { ...context, recording, transcript, timeline, timingsMs };
  }

  async #deskName(hospitalId: string | null): Promise<string> {
    if (hospitalId === null) return PLATFORM;
    const kiwi = await this.client();
    return kiwi.get('/v1/hospitals/{hospitalId}', { path: { hospitalId } }).then(
      ({ name }) => name,
      // A desk that the caller may not read stays an id.
      () => hospitalId,
    );
  }
}
