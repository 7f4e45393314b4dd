import { setTimeout as delay } from 'node:timers/promises';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError } from '../base/errors.ts';
import type { Step } from './script.ts';
import type { TrainingRun } from './show.ts';

/** How often the call is read. People notice a delay from about half a second on. */
const POLL_MS = 400;
/** After the end of a spoken call so many reads without new words show that there are no more. */
const QUIET_POLLS = 6;
/** How long a script waits for the caller to answer. */
const ANSWER_WITHIN_MS = 120_000;
/** An hour of a run is 115 MB. */
const DOWNLOAD_MS = 600_000;

/** The call of a run, as its operator has it. */
export class Conversation {
  readonly #kiwi: Kiwimesh;
  readonly #run: TrainingRun;
  readonly #onCaller: (text: string) => void;
  #heard = 0;
  /** Lines of the caller that were waited for, of a spoken run. */
  #waited = 0;

  /** @param onCaller gets each line of the caller once. */
  constructor(kiwi: Kiwimesh, run: TrainingRun, onCaller: (text: string) => void) {
    this.#kiwi = kiwi;
    this.#run = run;
    this.#onCaller = onCaller;
  }

  /** Answers the call, and waits for the caller's first words. */
  async answer(): Promise<void> {
    await this.#kiwi.post('/v1/calls/{callId}/claim', this.#path);
    await this.#untilCallerSpeaks();
  }

  /** Hears what the caller has said since the last time. @returns how many lines. */
  async hear(): Promise<number> {
    const { data } = await this.#kiwi.get('/v1/calls/{callId}/transcript', {
      ...this.#path,
      query: { after: this.#heard, limit: 200 },
    });
    const lines = data.filter(({ speaker }) => speaker === 'caller');
    this.#heard = data.at(-1)?.sequence ?? this.#heard;
    for (const { text } of lines) this.#onCaller(text);
    return lines.length;
  }

  /** Does a step of the operator. @param patient waits for the answer of the caller to what is said. */
  async do(step: Exclude<Step, { kind: 'end' | 'help' }>, patient: boolean): Promise<void> {
    switch (step.kind) {
      case 'say':
        await this.hear();
        await this.#kiwi.post('/v1/calls/{callId}/messages', {
          ...this.#path,
          body: { text: step.text, speaker: 'operator' },
        });
        if (patient) await this.#untilCallerSpeaks();
        return;
      case 'wait': {
        const until = performance.now() + step.seconds * 1_000;
        while (performance.now() < until) {
          await delay(Math.min(POLL_MS, Math.max(1, until - performance.now())));
          await this.hear();
        }
        return;
      }
      case 'decide':
        await this.#decide(step);
    }
  }

  /** Ends the call. @returns the run with its marks. */
  async end(): Promise<TrainingRun> {
    await this.#kiwi.post('/v1/calls/{callId}/end', { ...this.#path, body: { disposition: 'training' } });
    const path = { runId: this.#run.id };
    for (let waited = 0; waited < ANSWER_WITHIN_MS; waited += POLL_MS) {
      const run = await this.#kiwi.get('/v1/training/runs/{runId}', { path });
      if (run.state === 'ended') {
        if (run.mode === 'audio') await this.#hearTheRest();
        return run;
      }
      await delay(POLL_MS);
    }
    throw new CliError('not_marked', 'The run was ended and has no marks yet.', {
      hint: `See them later: kiwimesh training show ${this.#run.id}`,
    });
  }

  /** What was heard of the caller of a spoken run, as a WAV file. */
  async audio(): Promise<Uint8Array> {
    const path = { runId: this.#run.id };
    const audio = await this.#kiwi.get('/v1/training/runs/{runId}/audio', { path, timeoutMs: DOWNLOAD_MS });
    return new Uint8Array(await audio.arrayBuffer());
  }

  /** Another urgency than triage assessed needs a reason, which an exercise does not ask for. */
  async #decide({ urgency, action, service }: Extract<Step, { kind: 'decide' }>): Promise<void> {
    const body = { urgency, action, ...(service === null ? {} : { booking: { serviceType: service } }) };
    const path = '/v1/calls/{callId}/decision';
    await this.#kiwi.post(path, { ...this.#path, body }).catch((error: { readonly code?: string }) => {
      if (error.code !== 'decision_reason_required') throw error;
      return this.#kiwi.post(path, { ...this.#path, body: { ...body, reason: 'Decided in an exercise.' } });
    });
  }

  get #path() {
    return { path: { callId: this.#run.callId } };
  }

  async #untilCallerSpeaks(): Promise<void> {
    for (let waited = 0; waited < ANSWER_WITHIN_MS; waited += POLL_MS) {
      const heard = await this.hear();
      if (this.#run.mode === 'audio' ? await this.#hasSpoken() : heard > 0) return;
      await delay(POLL_MS);
    }
    throw new CliError('caller_silent', 'The caller does not answer.', {
      hint: 'Check that workers run: kiwimesh health',
    });
  }

  /** What was spoken last is transcribed after the call has ended, within seconds where recognition keeps up. */
  async #hearTheRest(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_POLLS; quiet += 1) {
      if ((await this.hear()) > 0) quiet = 0;
      await delay(POLL_MS);
    }
  }

  /** Whether the caller has spoken all that there was to say: words are transcribed a little later. */
  async #hasSpoken(): Promise<boolean> {
    const { audio, timeline } = await this.#kiwi.get('/v1/training/runs/{runId}', {
      path: { runId: this.#run.id },
    });
    const lines = timeline.filter(({ kind }) => kind === 'caller').length;
    const said = (audio?.linesSpoken ?? 0) + (audio?.linesAsText ?? 0);
    if (lines === this.#waited || said < lines) return false;
    this.#waited = lines;
    return true;
  }
}
