import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of a connection pool. */
export interface PoolReading {
  readonly max: number;
  readonly used: number;
  readonly free: number;
  readonly pending: number;
}

/** The process' metrics, in Prometheus' words. Labels are operation ids, statuses and fixed names: never a path or an id. */
export class Metrics {
  readonly registry = new Registry();
  private readonly duration: Histogram<'operation' | 'status'>;
  /** Series already looked up: finding one by its labels costs more than counting in it. */
  private readonly durations = new Map<string, Map<number, Histogram.Internal<'operation' | 'status'>>>();
  private readonly problems: Counter<'code'>;
  private readonly invalidReplies: Counter<'operation'>;
  private readonly modelAttempts: Histogram<'provider' | 'model' | 'outcome'>;
  private readonly modelAsks: Counter<'task' | 'outcome'>;
  private readonly pushes: Counter<'kind' | 'result'>;
  private readonly modelCost: Counter<'provider' | 'model'>;
  private readonly speechRequests: Histogram<'engine' | 'model' | 'outcome'>;
  private readonly speechFactor: Histogram<'engine' | 'model'>;
  private readonly speechAudio: Counter<'engine' | 'model'>;
  private readonly speechLostAudio: Counter;
  private readonly callStages: Histogram<'stage' | 'channel'>;
  private readonly volunteerArrivals: Histogram<'role' | 'before_ambulance'>;

  constructor() {
    const registers = [this.registry];
    this.duration = new Histogram({
      name: 'kiwimesh_http_request_duration_seconds',
      help: 'Time from the first byte received to the last byte sent, by operation and status.',
      labelNames: ['operation', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.problems = new Counter({
      name: 'kiwimesh_http_problems_total',
      help: 'Problem replies, by code.',
      labelNames: ['code'],
      registers,
    });
    this.invalidReplies = new Counter({
      name: 'kiwimesh_http_invalid_replies_total',
      help: 'Replies that did not match the contract.',
      labelNames: ['operation'],
      registers,
    });
    this.modelAttempts = new Histogram({
      name: 'kiwimesh_model_attempt_duration_seconds',
      help: 'Time that attempts at language models took, by provider, model and outcome.',
      labelNames: ['provider', 'model', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32],
      registers,
    });
    this.modelAsks = new Counter({
      name: 'kiwimesh_model_asks_total',
      help: 'Asks to language models, by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers,
    });
    this.pushes = new Counter({
      name: 'kiwimesh_pushes_total',
      help: 'Tries of pushes by kind of device and result.',
      labelNames: ['kind', 'result'],
      registers,
    });
    this.modelCost = new Counter({
      name: 'kiwimesh_model_cost_dollars_total',
      help: 'What attempts at language models cost, in US dollars.',
      labelNames: ['provider', 'model'],
      registers,
    });
    this.speechRequests = new Histogram({
      name: 'kiwimesh_speech_request_duration_seconds',
      help: 'Time that transcriptions of windows took, waiting included, by engine, model and outcome.',
      labelNames: ['engine', 'model', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32],
      registers,
    });
    this.speechFactor = new Histogram({
      name: 'kiwimesh_speech_real_time_factor',
      help: 'Time that a transcription took, as a multiple of the length of its audio.',
      labelNames: ['engine', 'model'],
      buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 4],
      registers,
    });
    this.speechAudio = new Counter({
      name: 'kiwimesh_speech_audio_seconds_total',
      help: 'Audio in the windows that were transcribed; most of it is heard several times.',
      labelNames: ['engine', 'model'],
      registers,
    });
    this.speechLostAudio = new Counter({
      name: 'kiwimesh_speech_lost_seconds_total',
      help: 'Audio with a voice of which no word was read, since no engine answered in time.',
      registers,
    });
    this.volunteerArrivals = new Histogram({
      name: 'kiwimesh_volunteer_arrival_seconds',
      help: 'Time from asking a neighbourhood for help with a cardiac arrest to a volunteer with the patient.',
      labelNames: ['role', 'before_ambulance'],
      buckets: [60, 120, 180, 240, 300, 360, 480, 600, 900, 1200],
      registers,
    });
    this.callStages = new Histogram({
      name: 'kiwimesh_call_stage_seconds',
      help: 'Time until calls reached a stage since they came in, exercises left out; `alert_to_action` since the operator was alerted.',
      labelNames: ['stage', 'channel'],
      buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600],
      registers,
    });
  }

  /**
   * A stage that a call reached. @param seconds since the call came in; for `alert_to_action` since the operator was
   * alerted.
   */
  callStage(stage: string, channel: string, seconds: number): void {
    this.callStages.observe({ stage, channel }, seconds);
  }

  /** One window of audio at one engine. @param outcome `transcribed` or the kind of failure */
  speechRequest(engine: string, model: string, outcome: string, seconds: number, audioSeconds: number): void {
    this.speechRequests.observe({ engine, model, outcome }, seconds);
    if (outcome !== 'transcribed') return;
    this.speechAudio.inc({ engine, model }, audioSeconds);
    if (audioSeconds > 0) this.speechFactor.observe({ engine, model }, seconds / audioSeconds);
  }

  speechLost(seconds: number): void {
    this.speechLostAudio.inc(seconds);
  }

  /** A volunteer reached a patient. @param seconds since the neighbourhood was asked */
  volunteerArrived(role: string, beforeAmbulance: boolean, seconds: number): void {
    this.volunteerArrivals.observe({ role, before_ambulance: String(beforeAmbulance) }, seconds);
  }

  /** One question to one model. @param outcome `answered` or the kind of failure */
  modelAttempt(provider: string, model: string, outcome: string, seconds: number, costMicros: number): void {
    this.modelAttempts.observe({ provider, model, outcome }, seconds);
    if (costMicros > 0) this.modelCost.inc({ provider, model }, costMicros / 1e6);
  }

  /** One ask, all attempts together. @param outcome `answered` or why there is no answer */
  modelAsk(task: string, outcome: string): void {
    this.modelAsks.inc({ task, outcome });
  }

  /** One try. @param result `accepted` or why it was not */
  pushTry(kind: string, result: string): void {
    this.pushes.inc({ kind, result });
  }

  /** Adds event loop lag, memory, garbage collection and handles of this process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'kiwimesh_' });
  }

  watchPool(read: () => PoolReading): void {
    const states = ['max', 'used', 'free', 'pending'] as const;
    new Gauge({
      name: 'kiwimesh_database_pool_connections',
      help: 'Connections of the database pool by state; pending are callers waiting for one.',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        const reading = read();
        for (const state of states) this.set({ state }, reading[state]);
      },
    });
  }

  /** A number read at each scrape, e.g. how many events wait. */
  watch(name: `kiwimesh_${string}`, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  request(operation: string, status: number, seconds: number): void {
    let byStatus = this.durations.get(operation);
    if (byStatus === undefined) {
      byStatus = new Map();
      this.durations.set(operation, byStatus);
    }
    let series = byStatus.get(status);
    if (series === undefined) {
      series = this.duration.labels({ operation, status });
      byStatus.set(status, series);
    }
    series.observe(seconds);
  }

  problem(code: string): void {
    this.problems.inc({ code });
  }

  invalidReply(operation: string): void {
    this.invalidReplies.inc({ operation });
  }
}
