import type { JobParameters } from 'agenda';

/**
 * The jobs that Agenda holds in this process, waiting or running, and the turns in which it claims them and the sweep
 * looks for lost ones. The sweep frees rows of this worker that it does not hold: taken while the reply to a claim is
 * under way, the list would lack the job of that claim, which would be claimed again and run twice.
 */
export class HeldJobs {
  readonly #ids = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();
  #open = true;

  /** Lets Agenda claim again after {@link close}. */
  open(): void {
    this.#open = true;
  }

  /** Agenda claims nothing more: a claim that it has asked for already finds no job. Resolves when none is under way. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#turn;
  }

  /** One claim at a time: two at once would each count the same suspects held, and both claim one more. */
  claim(take: () => Promise<JobParameters | undefined>): Promise<JobParameters | undefined> {
    return this.#inTurn(async () => {
      const job = this.#open ? await take() : undefined;
      if (job !== undefined) this.#ids.add(String(job._id));
      return job;
    });
  }

  /** @param sweep gets the ids of all jobs held, to which none is added before it is done. */
  sweep<T>(sweep: (ids: readonly string[]) => Promise<T>): Promise<T> {
    return this.#inTurn(() => sweep([...this.#ids]));
  }

  drop({ _id }: JobParameters): void {
    this.#ids.delete(String(_id));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    // The caller gets the failure through `done`; the next in line only waits for its end.
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
