import { BaseNotificationChannel, type JobId } from 'agenda';

/**
 * Notifies Agenda in this process that jobs of a name may be due. Agenda's own channels send four messages per run
 * through the database, including error texts; here the store wakes workers once, with a name.
 */
export class WakeChannel extends BaseNotificationChannel {
  readonly #names = new Set<string>();

  async connect(): Promise<void> {
    this.setState('connected');
  }

  async disconnect(): Promise<void> {
    this.setState('disconnected');
  }

  /** The store has already notified all workers, in the transaction that wrote the job. */
  async publish(): Promise<void> {}

  /** Wake-ups within one turn of the event loop cause one query. */
  wake(jobName: string): void {
    if (this.#names.has(jobName)) return;
    this.#names.add(jobName);
    setImmediate(() => {
      this.#names.delete(jobName);
      void this.notifyHandlers({
        jobId: '' as JobId,
        jobName,
        nextRunAt: null,
        priority: 0,
        timestamp: new Date(),
      });
    });
  }
}
