import { ask } from '../base/ask.ts';
import { BaseCommand } from '../base/command.ts';
import { CliError, EXIT } from '../base/errors.ts';
import { paint, plain } from '../base/output.ts';

export interface HealthCheck {
  readonly status: 'up' | 'down';
  readonly latencyMs?: number;
}

export interface HealthResult {
  readonly api: string;
  readonly live: boolean;
  readonly ready: boolean;
  /** The whole round trip, in milliseconds. */
  readonly latencyMs: number;
  readonly checks: Readonly<Record<string, HealthCheck>>;
}

export default class Health extends BaseCommand<typeof Health> {
  static override summary = 'Check whether the API is running and ready. No sign-in needed.';
  static override description =
    `Exits with code 0 if the API is ready, ${EXIT.serverFailed} if it is running but not ready, ${EXIT.unreachable} if it does not answer.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --api https://api.example.org --json',
  ];

  async run(): Promise<HealthResult> {
    const { api } = this;
    const started = performance.now();
    const reply = await ask(`${api}/health/ready`);
    const body = (await reply.json().catch(() => ({}))) as {
      checks?: HealthResult['checks'];
      detail?: string;
    };
    const result: HealthResult = {
      api,
      live: true,
      ready: reply.ok,
      latencyMs: Math.round(performance.now() - started),
      checks: body.checks ?? {},
    };
    this.log(
      `${result.ready ? paint('green', 'ready') : paint('red', 'not ready')}  ${api}  ${result.latencyMs} ms`,
    );
    for (const [name, check] of Object.entries(result.checks)) {
      const took = check.latencyMs === undefined ? '' : `  ${check.latencyMs} ms`;
      this.log(
        `  ${paint(check.status === 'up' ? 'green' : 'red', check.status.padEnd(5))} ${plain(name)}${took}`,
      );
    }
    if (!result.ready) {
      const down = Object.entries(result.checks).filter(([, check]) => check.status !== 'up');
      throw new CliError('not_ready', `${api} is running but not ready (HTTP ${reply.status}).`, {
        exit: EXIT.serverFailed,
        lines: down.map(([name]) => `${name} is down`),
      });
    }
    return result;
  }
}
