import type { Metrics, Miss } from '../metrics.ts';
import type { PerturbationResult } from '../perturb/perturb.ts';
import { confusionPlot, escaped, flipPlot, intervalPlot } from './plots.ts';
import { dollars, GROUPING_LABELS, groupsIn, milliseconds, RATE_LABELS, type ReportInput } from './report.ts';

const STYLE = `
:root { color-scheme: light dark; --text: #1c2024; --quiet: #5a6570; --page: #fff; --box: #f3f5f7; --line: #d5dae0;
  --right: #1a7f5a; --under: #c0362c; --over: #b57b14; --mark: #2f5fb3; --inverse: #fff; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ec; --quiet: #a0a9b2; --page: #14171a; --box: #1e2327;
  --line: #3a424a; --right: #4cc295; --under: #f0766c; --over: #e0ad4d; --mark: #82aaf0; --inverse: #14171a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: .95rem; } .quiet { color: var(--quiet); }
svg { display: block; width: 100%; max-width: 34rem; height: auto; font: 12px system-ui, sans-serif; fill: var(--text); }
.axis { fill: var(--quiet); font-size: 10px; } .grid { stroke: var(--line); } .cell { fill: var(--box); }
.interval { stroke: var(--mark); stroke-width: 3; stroke-linecap: round; opacity: .45; } .mark { fill: var(--mark); }
.right { fill: var(--right); } .under { fill: var(--under); } .over { fill: var(--over); } .inverse { fill: var(--inverse); }
article { background: var(--box); border-left: 4px solid var(--over); padding: .6rem .8rem; margin: .8rem 0; }
article.missed { border-color: var(--under); } article p { margin: .2rem 0; } blockquote { margin: .3rem 0; }
summary { cursor: pointer; padding: .4rem 0; }
`;

/**
 * The report as one HTML page that needs nothing else: plots are inline, no scripts, nothing is loaded. Light or dark as the
 * reader's device is set, and readable on a phone.
 */
export function pageReport(input: ReportInput): string {
  const { title, metrics, perturbation, details } = input;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    summary(metrics),
    section(
      'Rates',
      'The dot is the share, the line its 95% confidence interval (Wilson).',
      intervalPlot(
        'Rates with 95% intervals',
        RATE_LABELS.map(([name, label]) => ({ label, rate: metrics[name] })),
      ),
    ),
    section(
      'Urgency given for each label',
      'Green cells are right, red ones less urgent than labelled, yellow ones more urgent.',
      confusionPlot('Confusion matrix', metrics.confusion),
    ),
    ...groupsIn(metrics).map(([grouping, groups]) => groupSection(GROUPING_LABELS[grouping], groups)),
    ...(perturbation ? [perturbationSection(perturbation, details)] : []),
    ...(details ? [missSection(metrics.misses)] : []),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

function summary(metrics: Metrics): string {
  const { cases, latencyMs, costMicros, sources, degraded, insufficient } = metrics;
  return (
    `<p>${cases} cases: ${sources.rules} answered by rules, ${sources.llm} with a model; in ${insufficient} too little was known. ` +
    (degraded > 0 ? `No model answered ${degraded} of them in time. ` : '') +
    `Latency ${milliseconds(latencyMs.p50)} at the median, ${milliseconds(latencyMs.p95)} at the 95th percentile, ` +
    `${milliseconds(latencyMs.max)} at most. Cost ${dollars(costMicros)}.</p>`
  );
}

function groupSection(label: string, groups: Metrics['by'][keyof Metrics['by']]): string {
  const rowsOf = (rate: 'accuracy' | 'underTriage') =>
    Object.entries(groups).map(([name, rates]) => ({ label: `${name} (${rates.cases})`, rate: rates[rate] }));
  return section(
    `By ${label.toLowerCase()}`,
    'The number of cases is in brackets.',
    `<h3>Right urgency</h3>${intervalPlot(`Right urgency by ${label}`, rowsOf('accuracy'))}` +
      `<h3>Under-triage</h3>${intervalPlot(`Under-triage by ${label}`, rowsOf('underTriage'))}`,
  );
}

function perturbationSection({ seed, kinds, flips }: PerturbationResult, details: boolean): string {
  const lost = kinds.reduce((sum, kind) => sum + kind.lostEmergencies, 0);
  const down = kinds.reduce((sum, kind) => sum + kind.downOfEmergencies, 0);
  const plot = flipPlot(
    'Changes of urgency by kind of changed text',
    kinds.map(({ kind, down, up, variants }) => ({
      label: kind.replaceAll('_', ' '),
      down,
      up,
      of: variants,
    })),
  );
  const lowered = details ? flips.filter(({ original, given }) => given > original) : [];
  const articles = lowered.map(
    ({ id, kind, urgency, original, given, text }) =>
      `<article class="${urgency <= 2 ? 'missed' : ''}"><p><strong>${original} to ${given}</strong> by ` +
      `${escaped(kind)}, label ${urgency} <span class="quiet">${escaped(id)}</span></p>` +
      `<blockquote>${escaped(text)}</blockquote></article>`,
  );
  return section(
    'Changed texts',
    `Each text was changed in ways that leave the patient as they are (seed ${escaped(seed)}). Red: less urgent than before; ` +
      `yellow: more urgent. Of the variants of emergencies, ${down} became less urgent and ${lost} were no longer given 1 or 2.`,
    plot + folded(`Less urgent than before: ${lowered.length}`, articles),
  );
}

function missSection(misses: readonly Miss[]): string {
  const article = (miss: Miss) =>
    `<article class="${miss.kind === 'under' ? 'missed' : ''}">` +
    `<p><strong>Label ${miss.urgency}, given ${miss.given}</strong> <span class="quiet">${escaped(miss.id)}</span></p>` +
    `<blockquote>${escaped(miss.text)}</blockquote>` +
    (miss.reason === null ? '' : `<p>Label: ${escaped(miss.reason)}</p>`) +
    `<p class="quiet">Red flags: ${escaped(miss.redFlags.join(', ') || 'none')}` +
    `${miss.insufficient ? '; too little known' : ''}. Findings: ${escaped(miss.findings.join(', ') || 'none')}</p></article>`;
  const of = (kind: Miss['kind']) => misses.filter((miss) => miss.kind === kind).map(article);
  const [under, over] = [of('under'), of('over')];
  return section(
    'Misses',
    'Each with the reason for its label and what the assessment found.',
    folded(`Under-triage: ${under.length}`, under) + folded(`Over-triage: ${over.length}`, over),
  );
}

function section(title: string, note: string, content: string): string {
  return `<section><h2>${escaped(title)}</h2><p class="quiet">${note}</p>${content}</section>`;
}

function folded(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `<details><summary>${title}</summary>${parts.join('')}</details>`;
}
