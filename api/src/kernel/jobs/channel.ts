import { BaseNotificationChannel, type JobId } from 'agenda';

/**
 * Tells Agenda in this process that jobs of a name may be due. Agenda's own channels send four messages a run through
 * the database, error texts among them; here the store wakes workers once, with a name.
 */
export class WakeChannel extends BaseNotificationChannel {
  readonly #names = new Set<string>();

  async connect(): Promise<void> {
    this.setState('connected');
  }

  async disconnect(): Promise<void> {
    this.setState('disconnected');
  }

  /** The store has told everybody already, in the transaction that wrote the job. */
  async publish(): Promise<void> {}

  /** Many wakes of one turn of the event loop are one look at the table. */
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
