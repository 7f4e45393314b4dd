import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Kiwimesh, Schema } from '@kiwimesh/sdk';
import { string } from '@oclif/core/args';
import { boolean, integer, string as stringFlag } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { count } from '../../base/output.ts';
import { startProgress } from '../../imports/progress.ts';
import { decode, readInput } from '../../imports/text.ts';
import type { Assess, AssessmentInput, JsonReport } from '../../server/triage.ts';
import { timeoutOf } from '../../triage/budget.ts';

/** Assessments that are asked of the API at once. A server of models that answers one at a time makes the others wait. */
const DEFAULT_CONCURRENCY = 4;
/** More than a call would wait: an evaluation compares answers, not what is late. */
const DEFAULT_BUDGET_MS = 10_000;

export default class TriageEvaluate extends BaseCommand<typeof TriageEvaluate> {
  static override summary = 'Evaluate triage on labelled cases: under-triage, over-triage, every miss.';
  static override description =
    'A case is one line of JSON: {"id", "text", "urgency": 1-5, "language"?, "context"?}. By default the rules of this version of the CLI assess the cases on this machine, without an API; with --models the API does, with the language models that it has. The file is not stored.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> cases.jsonl',
    '<%= config.bin %> <%= command.id %> cases.jsonl --perturb --page report.html',
    '<%= config.bin %> <%= command.id %> cases.jsonl --models --budget 5000 --json',
  ];
  static override args = {
    file: string({
      description: 'The cases, one JSON object a line; - reads standard input.',
      required: true,
    }),
  };
  static override flags = {
    models: boolean({
      summary: 'Assess through the API, with its language models.',
      exclusive: ['rules-only'],
    }),
    'rules-only': boolean({ summary: 'Assess by rules alone, on this machine (the default).' }),
    perturb: boolean({ summary: 'Also assess changed texts, and count how often the urgency changes.' }),
    seed: stringFlag({ summary: 'Seed of the changed texts.', dependsOn: ['perturb'] }),
    budget: integer({
      summary: `Milliseconds for each assessment with models; default ${DEFAULT_BUDGET_MS}.`,
      min: 50,
      max: 30_000,
      dependsOn: ['models'],
    }),
    concurrency: integer({
      summary: `Assessments asked of the API at once; default ${DEFAULT_CONCURRENCY}.`,
      min: 1,
      max: 16,
      dependsOn: ['models'],
    }),
    page: stringFlag({ summary: 'Write the report with plots to this HTML file.' }),
    'no-details': boolean({ summary: 'Counts only: neither texts nor ids of misses.' }),
  };

  async run(): Promise<JsonReport> {
    const { flags, args } = this;
    const triage = await import('../../server/triage.ts');
    const name = args.file === '-' ? 'standard input' : basename(args.file);
    const text = decode(await readInput(args.file), name);
    const { cases, faults } = triage.parseCases(text);
    if (faults.length > 0) {
      throw new CliError('invalid_cases', `${name} has ${count(faults.length, 'faulty line')}.`, {
        lines: faults.slice(0, 20).map(({ line, fault }) => `line ${line}: ${fault}`),
        hint: 'A case needs "id", "text" and "urgency" (1 to 5).',
      });
    }
    if (cases.length === 0) throw new CliError('no_cases', `${name} has no cases.`);
    const assess = flags.models
      ? throughApi(await this.client(), flags.budget ?? DEFAULT_BUDGET_MS)
      : triage.rulesOfThisVersion();
    const concurrency = flags.models ? (flags.concurrency ?? DEFAULT_CONCURRENCY) : 1;
    // Rules assess a file at once; models take seconds for each case.
    const progress = await startProgress(cases.length, 'cases', flags.models ? 1 : undefined);
    const outcomes = await triage
      .evaluate(cases, assess, { concurrency, onProgress: progress.update })
      .finally(progress.stop);
    const perturbation = flags.perturb
      ? await triage.perturb(outcomes, assess, {
          concurrency,
          ...(flags.seed === undefined ? {} : { seed: flags.seed }),
        })
      : undefined;
    const report = {
      title: `${name}, ${flags.models ? `models of ${this.api}` : 'rules alone'}`,
      metrics: triage.metricsOf(outcomes),
      details: !flags['no-details'],
      ...(perturbation === undefined ? {} : { perturbation }),
    };
    if (flags.page !== undefined) {
      const file = resolve(flags.page);
      await writeFile(file, triage.pageReport(report)).catch((error: NodeJS.ErrnoException) => {
        throw new CliError('file_not_written', `${file} cannot be written (${error.code}).`);
      });
    }
    this.log(triage.terminalReport(report));
    if (flags.page !== undefined) this.log(`\nPage: ${resolve(flags.page)}`);
    return triage.jsonReport(report);
  }
}

function throughApi(kiwi: Kiwimesh, budgetMs: number): Assess {
  return async ({ text, language, context }: AssessmentInput) => {
    const one = {
      id: 'case',
      text,
      ...(language === undefined ? {} : { language }),
      ...(context === undefined ? {} : { context: context as Schema<'TriageContext'> }),
    };
    const { data } = await kiwi.post('/v1/triage-evaluations', {
      body: { budgetMs, cases: [one] },
      timeoutMs: timeoutOf(budgetMs),
    });
    const result = data[0];
    if (result === undefined) throw new CliError('no_answer', 'The API left a case out.');
    return {
      urgency: result.urgency as 1 | 2 | 3 | 4 | 5,
      redFlags: result.redFlags,
      findings: result.findings.map((concept) => ({
        concept: concept.replace(/^!/, ''),
        negated: concept.startsWith('!'),
        evidence: null,
      })),
      insufficient: result.insufficient,
      degraded: result.degraded,
      latencyMs: result.latencyMs,
      costMicros: result.costMicros,
      source: result.source,
    };
  };
}
