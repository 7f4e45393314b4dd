import type { CallChannel } from '../engine/types.ts';
import type { CallsNeeds } from '../needs.ts';
import type { RecordingState } from '../record/types.ts';

/**
 * Channels on which callers learn of it: their page shows it, or the telephone says it. Nobody speaks on typed calls,
 * exercises are not recorded, and a pendant or a lift shows nothing to those who speak into it.
 */
const ANNOUNCED: readonly CallChannel[] = ['web', 'phone'];

/** Whether a new call is recorded: where the law of the region and the settings allow it, both. */
export async function recordingOf(
  {
    system,
    region,
  }: Pick<CallsNeeds, 'system'> & {
    readonly region: Pick<CallsNeeds['region'], 'callRecording'>;
  },
  channel: CallChannel,
): Promise<RecordingState> {
  if (region.callRecording !== 'allowed' || !ANNOUNCED.includes(channel)) return 'off';
  return (await system.settings.current()).calls.recording.enabled ? 'announced' : 'off';
}
