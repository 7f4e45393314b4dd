import { writeFileSync } from 'node:fs';
import {
  assessWithRules,
  evaluate,
  jsonReport,
  loadCorpus,
  loadKnowledge,
  metricsOf,
  pageReport,
  perturb,
  type ReportInput,
  terminalReport,
} from '@kiwimesh/api/features/triage/index.ts';
import { program } from 'commander';

interface Options {
  readonly perturb?: boolean;
  readonly seed?: string;
  readonly misses?: string;
  readonly page?: string;
  readonly json?: string;
  readonly heldOutDetails?: boolean;
}

program
  .name('evaluate-corpus')
  .description(
    'Evaluates the corpus of the repository by rules alone, cases to develop with and held-out ones.',
  )
  .option('--perturb', 'also assess changed texts and count how often the urgency changes')
  .option('--seed <text>', 'seed of the changed texts')
  .option('--misses <file>', 'write the report with every miss of the cases to develop with')
  .option('--page <file>', 'write that report as an HTML page')
  .option('--json <file>', 'write that report as JSON')
  .option('--held-out-details', 'show texts of held-out cases too: not for work on lexicons and rules')
  .action(run);

await program.parseAsync();

async function run(options: Options): Promise<void> {
  const assess = assessWithRules(loadKnowledge());
  const corpus = loadCorpus();
  const reportOn = async (
    title: string,
    cases: typeof corpus.dev,
    details: boolean,
  ): Promise<ReportInput> => {
    const outcomes = await evaluate(cases, assess);
    const perturbation = options.perturb
      ? await perturb(outcomes, assess, options.seed === undefined ? {} : { seed: options.seed })
      : undefined;
    return { title, metrics: metricsOf(outcomes), details, ...(perturbation && { perturbation }) };
  };
  const dev = await reportOn('Rules alone on the cases to develop with', corpus.dev, true);
  const heldOut = await reportOn(
    'Rules alone on the held-out cases',
    corpus.heldOut,
    options.heldOutDetails === true,
  );
  console.log(terminalReport({ ...dev, details: false }));
  console.log(terminalReport(heldOut));
  if (options.misses !== undefined) writeFileSync(options.misses, terminalReport(dev));
  if (options.page !== undefined) writeFileSync(options.page, pageReport(dev));
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify(jsonReport(dev), null, 2)}\n`);
}
