import { Problem } from '../ground/problem.ts';

/** The check of one dependency. Resolves when the dependency is healthy. */
export interface HealthCheck {
  readonly name: string;
  /** The process can take work without it: it is reported, and readiness does not depend on it. */
  readonly optional?: boolean;
  check(): Promise<void>;
}

export interface CheckResult {
  readonly status: 'up' | 'down';
  readonly latencyMs: number;
}

/** A check that has not answered by then is down, milliseconds. */
const PATIENCE = 2_000;

/** Live: the process runs. Ready: it is not stopping and all its dependencies answer but optional ones. */
export class Health {
  private readonly checks: HealthCheck[];
  private stopping = false;

  constructor(checks: readonly HealthCheck[]) {
    this.checks = [...checks];
  }

  add(checks: readonly HealthCheck[]): void {
    this.checks.push(...checks);
  }

  /** From now on the process is not ready, so that no balancer sends it anything new. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  /** @throws Problem `shutting_down`, or `dependency_down` carrying `checks` by name. */
  async ready(): Promise<Record<string, CheckResult>> {
    if (this.stopping) throw new Problem('shutting_down');
    const results = await Promise.all(
      this.checks.map(async ({ name, check, optional = false }) => ({
        name,
        optional,
        result: await run(check),
      })),
    );
    const checks = Object.fromEntries(results.map(({ name, result }) => [name, result]));
    if (results.some(({ optional, result }) => !optional && result.status === 'down')) {
      throw new Problem('dependency_down', { extensions: { checks } });
    }
    return checks;
  }
}

async function run(check: () => Promise<void>): Promise<CheckResult> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE);
  });
  let status: CheckResult['status'] = 'up';
  try {
    await Promise.race([check(), late]);
  } catch {
    status = 'down';
  } finally {
    clearTimeout(timer);
  }
  return { status, latencyMs: Math.round((performance.now() - started) * 10) / 10 };
}
