import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../base/command.ts';
import { CliError } from '../base/errors.ts';
import { canAsk, prompts, toStderr } from '../base/prompt.ts';
import type { Applied, FirstPassword } from '../onboard/apply.ts';
import type { IsThere } from '../onboard/ask.ts';
import { specFlags, specFromFlags } from '../onboard/from-flags.ts';
import type { Plan, Step } from '../onboard/plan.ts';
import type { OnboardingSpec } from '../onboard/spec.ts';

export interface OnboardResult {
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Null in a dry run for a hospital that is new. */
  readonly hospitalId: string | null;
  readonly steps: readonly Step[];
  readonly passwords: readonly FirstPassword[];
  readonly widgetKey: string | null;
}

export default class Onboard extends BaseCommand<typeof Onboard> {
  static override summary = 'Onboard a hospital: communities, links, first administrator, staff, widget key.';
  static override description =
    `Asks for the details on a terminal, or reads them from flags or a file (YAML or JSON). Shows a plan first. Can be repeated: existing records with the same name or email are left unchanged.`;
  static override usage = [
    '<%= command.id %> [--dry-run] [-y]',
    '<%= command.id %> --file FILE [--dry-run] [-y]',
    '<%= command.id %> --hospital NAME [--community NAME]... [--admin-name NAME --admin-email EMAIL] [--staff PERSON]...',
  ];
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --file sahyadri.yaml',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --community "Green Meadows" --admin-name "Asha Rao" --admin-email asha@sahyadri.example --staff "paramedic,Ravi Kumar,ravi@sahyadri.example" --yes',
  ];
  static override flags = {
    file: string({
      summary: 'Read everything from this file, or - for stdin.',
      exclusive: Object.keys(specFlags),
    }),
    'dry-run': boolean({ summary: 'Show the plan and change nothing.' }),
    'generate-passwords': boolean({
      summary: 'Generate first passwords, shown only once, instead of inviting people by email.',
    }),
    yes: boolean({
      char: 'y',
      summary: 'Do not ask for confirmation. Without a terminal there is no prompt.',
    }),
    ...specFlags,
  };

  async run(): Promise<OnboardResult> {
    const { flags, api } = this;
    const kiwi = await this.client();
    const { byName, makePlan } = await import('../onboard/plan.ts');
    const { planText, resultText, stepLine } = await import('../onboard/report.ts');
    const isThere: IsThere = async (path, name) => (await byName(kiwi, path, name)) !== undefined;
    const spec = await this.spec(isThere, async () => (await kiwi.get('/v1/region')).timezone);
    const plan = await makePlan(kiwi, spec);
    const changed = plan.steps.some((step) => step.action === 'create');
    this.log(planText(plan, api));
    const applied: Applied = {
      steps: [],
      passwords: [],
      invited: [],
      hospitalId: plan.hospital?.id ?? null,
      widgetKey: plan.widgetKey?.key ?? null,
    };
    if (flags['dry-run']) return this.result(plan.steps, applied, false);
    if (!changed) return this.result(plan.steps, applied, false);
    await this.goAhead();

    const { applyPlan } = await import('../onboard/apply.ts');
    this.log('');
    try {
      const told = (step: Step) => this.log(stepLine(step, spec.hospital.name));
      await applyPlan(kiwi, plan, applied, told, { generatePasswords: flags['generate-passwords'] });
    } catch (error) {
      // Passwords made before the failure would otherwise be lost for good.
      if (this.jsonEnabled() && applied.passwords.length > 0)
        this.logJson(this.result(applied.steps, applied, true));
      this.log(`\n${resultText(applied, plan, api)}`);
      this.log('\nNot finished. Fix the error below and run the command again: completed steps are kept.');
      throw error;
    }
    this.log(`\n${resultText(applied, plan, api)}`);
    return this.result(applied.steps, applied, true);
  }

  private async spec(isThere: IsThere, regionZone: () => Promise<string>): Promise<OnboardingSpec> {
    const { flags } = this;
    if (flags.file) return (await import('../onboard/from-file.ts')).specFromFile(flags.file);
    const told = Object.keys(specFlags).filter((name) => name in flags);
    const guided = told.length === 0 || (told.length === 1 && told[0] === 'hospital');
    if (guided && canAsk() && !this.jsonEnabled() && !flags.yes)
      return (await import('../onboard/ask.ts')).askSpec(flags.hospital, isThere, await regionZone());
    return specFromFlags(flags);
  }

  private async goAhead(): Promise<void> {
    if (this.flags.yes || this.jsonEnabled() || !canAsk()) return;
    const { confirm } = await prompts();
    if (await confirm({ message: 'Continue?' }, toStderr)) return;
    throw new CliError('not_confirmed', 'Nothing was changed.');
  }

  private result(steps: Plan['steps'], applied: Applied, changed: boolean): OnboardResult {
    const { hospitalId, passwords, widgetKey } = applied;
    return { changed, dryRun: this.flags['dry-run'] ?? false, hospitalId, steps, passwords, widgetKey };
  }
}
