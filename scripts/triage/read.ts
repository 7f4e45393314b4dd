/**
 * `node --conditions=kiwimesh-source scripts/triage/read.ts "text"` shows what the triage engine reads in a statement and
 * what follows: for those who write lexicons and rules.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  assess,
  type Finding,
  type LoadedKnowledge,
  loadKnowledge,
  type PatientContext,
  readStatement,
} from '../../api/src/features/triage/index.ts';

interface Options {
  readonly context?: string;
  readonly file?: string;
  readonly json?: boolean;
}

const program = new Command('read')
  .description('Shows what the triage engine reads in a statement, and its assessment.')
  .argument('[text]', 'what is said')
  .option('--context <json>', 'what is known beside it: {"ageYears": 78, "vitals": {"spo2": 82}}')
  .option('--file <path>', 'reads statements from a file, one a line, instead')
  .option('--json', 'prints the assessment as JSON')
  .action((text: string | undefined, options: Options) => {
    const loaded = loadKnowledge();
    const context = JSON.parse(options.context ?? '{}') as PatientContext;
    const texts = options.file === undefined ? [text ?? ''] : linesOf(options.file);
    for (const statement of texts) show(statement, context, options, loaded);
    if (options.json !== true && loaded.gaps.length > 0)
      console.log(`(${loaded.gaps.length} texts are missing)`);
  });

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function show(
  text: string,
  context: PatientContext,
  { json }: Options,
  { languages, knowledge }: LoadedKnowledge,
): void {
  const reading = readStatement({ text }, context, languages);
  if (json === true) {
    console.log(JSON.stringify(assess(reading, knowledge), null, 2));
    return;
  }
  console.log(`\n${text}`);
  for (const finding of reading.findings) console.log(`  ${describe(finding, text)}`);
  for (const { vital, value, evidence } of reading.measurements) {
    const words = evidence === null ? 'context' : `"${text.slice(evidence.start, evidence.end)}"`;
    console.log(`  ${vital} = ${value}  ${words}`);
  }
  const patient = Object.entries(reading.patient).filter(([, value]) => value !== null);
  console.log(`  patient: ${patient.map(([name, value]) => `${name} ${value}`).join(', ') || 'unknown'}`);
  console.log(`  understood ${Math.round(reading.understood * 100)}% of ${reading.words} words`);
  const { urgency, redFlags, grounds, insufficient, questions, recommendedServiceType } = assess(
    reading,
    knowledge,
  );
  const because = [...redFlags, ...grounds].map((one) => `${one.rule} (${one.urgency})`).join(', ');
  console.log(`  urgency ${urgency}${insufficient ? ', insufficient' : ''}: ${because || 'no grounds'}`);
  console.log(`  ${recommendedServiceType}; asks ${questions.map(({ id }) => id).join(', ') || 'nothing'}`);
}

function describe(finding: Finding, text: string): string {
  const { concept, negated, certainty, subject, time, severity, onset, course, sinceMinutes, site } = finding;
  const details = [
    certainty === 'certain' ? null : certainty,
    subject === 'patient' ? null : `of ${subject}`,
    time === 'current' ? null : time,
    severity,
    onset,
    course,
    sinceMinutes === null ? null : `${sinceMinutes} min`,
    site,
  ].filter((detail) => detail !== null);
  const { evidence } = finding;
  const words = evidence === null ? finding.source : `"${text.slice(evidence.start, evidence.end)}"`;
  return `${negated ? 'NOT ' : ''}${concept}${details.length > 0 ? ` (${details.join(', ')})` : ''}  ${words}`;
}

program.parse();
