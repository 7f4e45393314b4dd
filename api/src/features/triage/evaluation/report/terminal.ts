import type { Metrics, Miss } from '../metrics.ts';
import type { PerturbationResult } from '../perturb/perturb.ts';
import {
  dollars,
  GROUP_RATES,
  GROUPING_LABELS,
  groupsIn,
  milliseconds,
  percent,
  RATE_LABELS,
  type ReportInput,
  URGENCY_LABELS,
} from './report.ts';

const COLUMNS = 80;

/** The report as text for a terminal of 80 columns. Only texts of cases are wrapped, and no line is longer. */
export function terminalReport({ title, metrics, perturbation, details }: ReportInput): string {
  const sections = [
    wrapped(title, ''),
    rateLines(metrics),
    confusionLines(metrics),
    ...groupsIn(metrics).map(([grouping, groups]) => groupLines(GROUPING_LABELS[grouping], groups)),
    effortLines(metrics),
    ...(perturbation ? [perturbationLines(perturbation)] : []),
    ...(details ? metrics.misses.map(missLines) : []),
    ...(details && perturbation ? [flipLines(perturbation)] : []),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function rateLines(metrics: Metrics): readonly string[] {
  const row = (label: string, share: string, interval: string, count: string) =>
    `${label.padEnd(26)}${share.padStart(8)}   ${interval.padEnd(18)}${count}`;
  return [
    row('', 'share', '95% interval', 'cases'),
    ...RATE_LABELS.map(([name, label]) => {
      const { count, of, rate, low, high } = metrics[name];
      return row(label, percent(rate), `${percent(low)} to ${percent(high)}`, `${count} of ${of}`);
    }),
  ];
}

function confusionLines({ confusion }: Metrics): readonly string[] {
  const row = (label: string, cells: readonly (string | number)[]) =>
    label.padEnd(26) + cells.map((cell) => String(cell).padStart(8)).join('');
  return [
    row('Label, and urgency given', [1, 2, 3, 4, 5]),
    ...confusion.map((cells, index) => row(URGENCY_LABELS[index] ?? '', cells)),
  ];
}

function groupLines(label: string, groups: Metrics['by'][keyof Metrics['by']]): readonly string[] {
  const row = (name: string, cells: readonly string[]) =>
    name.slice(0, 20).padEnd(20) + cells.map((cell) => cell.padStart(12)).join('');
  return [
    row(label, ['Cases', ...GROUP_RATES.map(([, name]) => name)]),
    ...Object.entries(groups).map(([name, rates]) =>
      row(name, [String(rates.cases), ...GROUP_RATES.map(([rate]) => percent(rates[rate].rate))]),
    ),
  ];
}

function effortLines(metrics: Metrics): readonly string[] {
  const { latencyMs, costMicros, sources, degraded, insufficient } = metrics;
  const percentiles = Object.entries(latencyMs).map(([name, value]) => `${name} ${milliseconds(value)}`);
  return [
    `Latency: ${percentiles.join(', ')}. Cost: ${dollars(costMicros)}.`,
    `Answered by rules ${sources.rules}, with a model ${sources.llm}; too little known ${insufficient}.`,
    ...(degraded > 0 ? [`No model answered in time: ${degraded}, which the rules decided.`] : []),
  ];
}

function perturbationLines({ seed, kinds }: PerturbationResult): readonly string[] {
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(16) + cells.map((cell) => String(cell).padStart(11)).join('');
  return [
    ...wrapped(`Changed texts (seed ${seed}): how often the urgency changes too`, ''),
    row('', ['variants', 'up', 'down', 'down 1-2', 'lost 1-2']),
    ...kinds.map((kind) =>
      row(kind.kind, [kind.variants, kind.up, kind.down, kind.downOfEmergencies, kind.lostEmergencies]),
    ),
  ];
}

function missLines(miss: Miss): readonly string[] {
  const { id, urgency, given, kind, text, reason, redFlags, findings, insufficient } = miss;
  return [
    ...wrapped(`${kind === 'under' ? 'UNDER' : 'over'} ${urgency} given ${given} ${id}`, ''),
    ...wrapped(text, '  '),
    ...(reason === null ? [] : wrapped(`Label: ${reason}`, '  ')),
    ...wrapped(
      `Red flags: ${redFlags.join(', ') || 'none'}${insufficient ? '; too little known' : ''}`,
      '  ',
    ),
    ...wrapped(`Findings: ${findings.join(', ') || 'none'}`, '  '),
  ];
}

function flipLines({ flips }: PerturbationResult): readonly string[] {
  return flips
    .filter(({ original, given }) => given > original)
    .flatMap(({ id, kind, urgency, original, given, text }) => [
      ...wrapped(`DOWN ${original} to ${given} (label ${urgency}) by ${kind} ${id}`, ''),
      ...wrapped(text, '  '),
    ]);
}

/** Lines of at most 80 columns that begin with the indent; a longer word is cut. */
function wrapped(text: string, indent: string): readonly string[] {
  const width = COLUMNS - indent.length;
  const words = text.split(/\s+/).flatMap((word) => {
    const letters = [...word];
    return Array.from({ length: Math.ceil(letters.length / width) }, (_, index) =>
      letters.slice(index * width, (index + 1) * width).join(''),
    );
  });
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => indent + line);
}
