import type { PeriodicTask } from '../module.ts';
import type { Logger } from '../observability/logger.ts';

/** Milliseconds between rounds. */
const EVERY = 10 * 60 * 1000;

/** Forgets what has expired: saved replies and counters of limits. Any worker may; two at once do no harm. */
export class Housekeeping {
  private readonly tasks: readonly PeriodicTask[];
  private readonly log: Logger;
  private timer: NodeJS.Timeout | undefined;

  constructor(tasks: readonly PeriodicTask[], log: Logger) {
    this.tasks = tasks;
    this.log = log;
  }

  start(): void {
    this.timer = setInterval(() => void this.run(), EVERY);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One round. A task that fails does not keep the others from running. */
  async run(): Promise<void> {
    for (const task of this.tasks) {
      await task
        .run()
        .catch((err: unknown) => this.log.warn({ err, task: task.name }, 'housekeeping failed'));
    }
  }
}
