import type { components } from '@kiwimesh/openapi/types';
import { bold, details, paint, plain, wrapped } from '../base/output.ts';

export type Triage = components['schemas']['Triage'];
export type TriageDecision = components['schemas']['TriageDecision'];

/** An assessment as a dispatcher reads it: the urgency first, then why, what to ask and what to do. */
export function assessmentText(triage: Triage): string {
  const heading = `${triage.urgency} ${triage.label}`;
  const style = triage.urgency <= 2 ? 'red' : triage.urgency === 3 ? 'yellow' : 'green';
  const lines = [bold(paint(style, heading))];
  if (triage.insufficient) lines.push('Too little is known to call it safe.');
  if (triage.degraded) {
    const asked = triage.attempts.length > 0 ? 'answered in time' : 'could be asked';
    lines.push(`No language model ${asked}: the rules decided.`);
  }
  for (const { urgency, label, why } of triage.redFlags) {
    lines.push(wrapped(`${urgency}  ${plain(label)}: ${plain(why)}`));
  }
  const heard = triage.findings.map((one) => {
    const words =
      one.evidence === null || triage.text === null
        ? 'computed'
        : `“${plain(triage.text.slice(one.evidence.start, one.evidence.end))}”`;
    const marks = [
      one.negated ? 'denied' : '',
      one.subject === 'patient' ? '' : one.subject,
      one.time === 'current' ? '' : one.time,
      one.source === 'model' ? 'model' : '',
    ].filter(Boolean);
    return `  ${plain(one.label)}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}: ${words}`;
  });
  section(lines, 'Findings', heard);
  section(
    lines,
    'Ask next',
    triage.questions.map(({ text }) => wrapped(`  ${plain(text)}`)),
  );
  section(
    lines,
    'Until help arrives',
    triage.advice.flatMap(({ steps }) => steps.map((step) => wrapped(`  - ${plain(step)}`))),
  );
  lines.push(
    '',
    details([
      ['Send', triage.recommendedServiceType],
      ['Rules alone', triage.rulesFloor],
      ['By', triage.source === 'llm' ? `${triage.provider} ${triage.model}` : 'rules'],
      ['Id', triage.id],
    ]),
  );
  return lines.join('\n');
}

function section(lines: string[], title: string, items: readonly string[]): void {
  if (items.length > 0) lines.push('', bold(title), ...items);
}
