import { details } from '../../base/output.ts';
import { urgencyText } from '../changes.ts';
import type { Played } from './play.ts';

const seconds = (ms: number | null) => (ms === null ? null : `${(ms / 1_000).toFixed(1)} s`);

/** What playing has shown, a figure a line. */
export function playedText(played: Played): string {
  const { frames, lagMs, firstUrgency, triage, heldBackMs, connectionsLost } = played;
  const { acknowledgementMs: took } = frames;
  const rows: [string, unknown][] = [
    ['Frames', `${frames.acknowledged} of ${frames.sent} acknowledged`],
    ['Acknowledged', took && `p50 ${took.p50} ms, p99 ${took.p99} ms`],
    ['Word to commit', lagMs && `p50 ${seconds(lagMs.p50)}, p95 ${seconds(lagMs.p95)}`],
    ['First words', seconds(played.firstWordsMs)],
    ['First urgency', firstUrgency && `${firstUrgency.urgency}, ${seconds(firstUrgency.atMs)}`],
  ];
  if (heldBackMs > 0) rows.push(['Held back', `${seconds(heldBackMs)}: the service could not keep up`]);
  if (connectionsLost > 0) rows.push(['Connection lost', connectionsLost]);
  const verdict = triage === null ? 'Nothing was assessed.' : urgencyText(triage.urgency, triage.label);
  return `${details(rows)}\n${verdict}`;
}
