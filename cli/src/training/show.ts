import type { components } from '@kiwimesh/openapi/types';
import { bold, clockOf, paint, plain, wrapped } from '../base/output.ts';

type Schemas = components['schemas'];
export type TrainingRun = Schemas['TrainingRun'];
export type TrainingScenario = Schemas['TrainingScenario'];
type ScoreItem = Schemas['TrainingScoreItem'];

/** What earned and what lost marks, lost ones first in each part. */
export function scoreText({ score, scenarioTitle }: TrainingRun): string {
  if (score === null) return 'The run has not ended: it has no marks yet.';
  const verdict = score.passed ? paint('green', 'passed') : paint('red', 'not passed');
  const lines = [bold(`${plain(scenarioTitle)}: ${score.total} of 100, `) + verdict];
  for (const item of score.items) lines.push(itemText(item));
  return lines.join('\n');
}

function itemText({ label, outcome, points, of, dueMs, atMs, actual }: ScoreItem): string {
  const mark =
    outcome === 'met'
      ? paint('green', 'ok  ')
      : paint(points > 0 ? 'yellow' : 'red', outcome === 'wrong_turn' ? 'harm' : 'lost');
  const marks = of === 0 ? `${points}` : `${points}/${of}`;
  const when = atMs === null ? '' : ` at ${clockOf(atMs)}`;
  const due = dueMs === null || outcome === 'met' ? '' : ` (due ${clockOf(dueMs)})`;
  const decided = actual === null ? '' : `, decided ${plain(actual)}`;
  return wrapped(`${mark} ${marks.padStart(5)}  ${plain(label)}${when}${due}${decided}`);
}

/** Everything that was said and done, in order. */
export function timelineText({ timeline }: TrainingRun): string {
  return timeline
    .map(({ kind, atMs, text, decision }) => {
      const said =
        decision === null
          ? plain(text ?? '')
          : `urgency ${decision.urgency}, ${decision.action}${decision.serviceType === null ? '' : ` ${plain(decision.serviceType)}`}`;
      return wrapped(
        `${clockOf(atMs).padStart(6)}  ${kind.padEnd(8)}  ${kind === 'end' ? '' : said}`.trimEnd(),
      );
    })
    .join('\n');
}

/** A scenario, with the case and its marks where the caller may read them. */
export function scenarioText({ id, title, difficulty, language, caller, debrief }: TrainingScenario): string {
  const lines = [
    bold(plain(title)),
    `${id}, difficulty ${difficulty} of 3, ${language}; caller: ${plain(caller.relation)}`,
  ];
  if (debrief === null) {
    return [
      ...lines,
      '',
      'What the case is and how it is marked shows after you have ended a run of it.',
    ].join('\n');
  }
  lines.push(
    '',
    wrapped(plain(debrief.summary)),
    '',
    wrapped(`Caller: ${plain(debrief.persona)}`),
    '',
    bold('Facts'),
  );
  for (const [name, fact] of Object.entries(debrief.facts))
    lines.push(wrapped(`  ${plain(name)}: ${plain(fact)}`));
  lines.push('', bold('Marks'));
  for (const { label, points, dueMs } of debrief.criteria) {
    const due = dueMs === null ? '' : ` by ${clockOf(dueMs)}`;
    lines.push(wrapped(`  ${String(points).padStart(3)}  ${plain(label)}${due}`));
  }
  lines.push('', bold('Wrong turns'));
  for (const { why, cost, gravity } of debrief.wrongTurns) {
    lines.push(wrapped(`  ${String(-cost).padStart(3)}  ${gravity}: ${plain(why)}`));
  }
  lines.push('', bold('Sources'));
  for (const { title: name, publisher, year, url } of debrief.sources) {
    lines.push(wrapped(`  ${plain(publisher)} ${year}: ${plain(name)}, ${url}`));
  }
  return lines.join('\n');
}
