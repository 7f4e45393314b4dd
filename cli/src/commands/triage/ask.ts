import { string } from '@oclif/core/args';
import { boolean, integer, string as stringFlag } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { decode, readInput } from '../../imports/text.ts';
import { timeoutOf } from '../../triage/budget.ts';
import { assessmentText, type Triage } from '../../triage/show.ts';

export default class TriageAsk extends BaseCommand<typeof TriageAsk> {
  static override summary = 'Assess how urgent a problem is, from words.';
  static override description = 'The assessment is stored, like any other.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "My father has chest pain and is sweating" --age 62',
    '<%= config.bin %> <%= command.id %> "BP 86/40, HR 132, drowsy" --rules-only --json',
    'pbpaste | <%= config.bin %> <%= command.id %> -',
  ];
  static override args = {
    text: string({ description: 'What was said or noted; - reads standard input.', required: true }),
  };
  static override flags = {
    age: integer({ summary: 'Age in years.', min: 0, max: 130 }),
    sex: stringFlag({ summary: 'Sex.', options: ['female', 'male', 'other'] }),
    pregnant: boolean({ summary: 'The patient is pregnant.' }),
    language: stringFlag({ summary: 'Language of the reply, such as en or hi.' }),
    resident: stringFlag({ summary: 'The resident it is about.', helpValue: 'ID' }),
    'rules-only': boolean({ summary: 'Leave language models out.' }),
    budget: integer({ summary: 'Milliseconds until the reply.', min: 50, max: 30_000 }),
  };

  async run(): Promise<Triage> {
    const { flags, args } = this;
    const text = args.text === '-' ? decode(await readInput('-'), 'standard input') : args.text;
    if (text.length > 20_000) throw new CliError('too_long', 'The text has more than 20,000 characters.');
    const kiwi = await this.client();
    const context = {
      ...(flags.age === undefined ? {} : { ageYears: flags.age }),
      ...(flags.sex === undefined ? {} : { sex: flags.sex as 'female' | 'male' | 'other' }),
      ...(flags.pregnant ? { pregnant: true } : {}),
    };
    const triage = await kiwi.post('/v1/triage', {
      body: {
        text,
        context,
        rulesOnly: flags['rules-only'],
        ...(flags.language === undefined ? {} : { language: flags.language }),
        ...(flags.resident === undefined ? {} : { residentId: flags.resident }),
        ...(flags.budget === undefined ? {} : { budgetMs: flags.budget }),
      },
      timeoutMs: timeoutOf(flags.budget ?? 0),
    });
    this.log(assessmentText(triage));
    return triage;
  }
}
