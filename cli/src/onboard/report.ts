import { bold, dim, paint, plain, table } from '../base/output.ts';
import type { Applied } from './apply.ts';
import type { Plan, Step } from './plan.ts';

const WORDS: Readonly<Record<Step['kind'], string>> = {
  hospital: 'hospital',
  community: 'community',
  link: 'link',
  staff: 'staff',
  widget_key: 'widget key',
};

export function stepLine(step: Step, hospital: string): string {
  const sign = step.action === 'create' ? paint('green', '+') : dim('=');
  const name =
    step.kind === 'link'
      ? `${hospital} serves ${step.name}`
      : step.kind === 'widget_key'
        ? `for ${step.name}`
        : step.name;
  const note = step.note ? paint('yellow', `  (${step.note})`) : '';
  return `  ${sign} ${dim(WORDS[step.kind].padEnd(11))}${plain(name)}${note}`;
}

/** What will be done, and what is so already. */
export function planText(plan: Plan, api: string): string {
  const missing = plan.steps.filter((step) => step.action === 'create').length;
  const { name } = plan.spec.hospital;
  const lines = [`${bold(plain(name))} at ${api}`, '', ...plan.steps.map((step) => stepLine(step, name)), ''];
  const there = plan.steps.length - missing;
  lines.push(
    missing === 0
      ? 'Everything already exists: nothing to do.'
      : `${missing} to create, ${there} already exist.`,
  );
  const newHospital = plan.hospital === undefined;
  if (newHospital && !plan.spec.staff.some((person) => person.role === 'hospital_admin')) {
    lines.push(
      paint('yellow', 'No administrator is named: no one at the hospital could sign in and manage it.'),
    );
  }
  return lines.join('\n');
}

/** First passwords and invitations, how to embed the widget, and what comes next. */
export function resultText(applied: Applied, plan: Plan, api: string): string {
  const parts: string[] = [];
  if (applied.passwords.length > 0) {
    const rows = table(applied.passwords, [
      { header: 'Email', value: (one) => one.email },
      { header: 'Password', value: (one) => one.password },
    ]);
    parts.push(`${bold('First passwords, shown only this once')}\n${rows}`);
  }
  if (applied.invited.length > 0) {
    parts.push(`${bold('Sent a link to choose a password')}\n${applied.invited.join('\n')}`);
  }
  if (applied.widgetKey && plan.widgetKey === undefined) {
    parts.push(
      [
        bold('For the page that shows the widget'),
        `<script type="module" src="${api}/widgets/kiwimesh.js"></script>`,
        `<kiwi-booking publishable-key="${applied.widgetKey}"`,
        `              api="${api}"></kiwi-booking>`,
      ].join('\n'),
    );
  }
  const [first] = plan.spec.communities;
  if (first && parts.length > 0) {
    parts.push(`Next: kiwimesh residents import residents.csv --community ${JSON.stringify(first.name)}`);
  }
  return parts.join('\n\n');
}
