import path from 'node:path';
import { LocalInstallation, type LocalModelName } from '../adapters/speech/local/installation.ts';
import { LocalEngine } from '../adapters/speech/local/local.ts';
import { OpenAISpeech } from '../adapters/speech/openai/openai.ts';
import { WhisperCppSpeech } from '../adapters/speech/whisper-cpp/whisper-cpp.ts';
import { PROCESS_TIME } from '../kernel/network/time.ts';
import type { WorkLog } from '../kernel/observability/failure.ts';
import type { HealthCheck } from '../kernel/observability/health.ts';
import type { Metrics } from '../kernel/observability/metrics.ts';
import type { EngineOptions } from '../speech/engine-pool.ts';
import { type SpeechObserver, SpeechService } from '../speech/service.ts';
import type { SpeechSettings } from './settings/speech.ts';

/** Speech as the process runs it. */
export interface OpenSpeech {
  readonly service: SpeechService;
  /** None while speech is off. */
  readonly healthChecks: readonly HealthCheck[];
  /** Starts the local engine, where it is the one, and begins to check. */
  start(): void;
  stop(): Promise<void>;
}

export interface SpeechDeps {
  /** The folder of the product, in which `make speech` installs. */
  readonly root: string;
  readonly metrics: Metrics;
  readonly log: WorkLog;
}

/** Where `make speech` installs, in the folder of the product. */
export function localSpeech(root: string): LocalInstallation {
  return new LocalInstallation(path.join(root, '.speech'));
}

/** The engines of the settings. Nothing is started or connected yet. */
export function openSpeech(settings: SpeechSettings, { root, metrics, log }: SpeechDeps): OpenSpeech {
  const { engines, local } = enginesOf(settings, localSpeech(root), log, () => service.check());
  const service: SpeechService = new SpeechService({
    engines,
    off: settings.provider === 'off' ? settings.why : 'not_configured',
    time: PROCESS_TIME,
    observer: observerOf(metrics, log),
    ...(settings.provider === 'off' ? {} : { timeoutMs: settings.timeoutMs }),
  });
  metrics.watch('kiwimesh_speech_listening', 'Speakers being transcribed.', () => service.listening);
  if (engines.length > 0) {
    metrics.watch('kiwimesh_speech_up', 'Whether an engine of speech answers: 1, or 0.', () =>
      service.status().state === 'down' ? 0 : 1,
    );
  }
  const check: HealthCheck = {
    name: 'speech',
    optional: true,
    async check() {
      const { state, reason } = service.status();
      if (state === 'down') throw new Error(`no engine of speech answers: ${reason}`);
    },
  };
  return {
    service,
    healthChecks: engines.length > 0 ? [check] : [],
    start() {
      // The local engine is checked when it has started, or failed to.
      if (local === null) service.check();
      else local.start();
    },
    async stop() {
      await service.stop();
      await local?.stop();
    },
  };
}

interface Engines {
  readonly engines: readonly EngineOptions[];
  readonly local: LocalEngine | null;
}

function enginesOf(
  settings: SpeechSettings,
  installation: LocalInstallation,
  log: WorkLog,
  onLocalChange: () => void,
): Engines {
  switch (settings.provider) {
    case 'off':
      return { engines: [], local: null };
    case 'local':
      return localEngines(settings.models, installation, log, onLocalChange);
    case 'openai': {
      const { apiKey, baseUrl, models, concurrency } = settings;
      const address = baseUrl ?? 'https://api.openai.com/v1';
      const engines = models.map((model) => ({
        engine: new OpenAISpeech({ apiKey, baseUrl: address, model }),
        concurrency,
      }));
      return { engines, local: null };
    }
    case 'whisper_cpp': {
      const { baseUrl, models, concurrency } = settings;
      if (baseUrl === null) throw new Error('the settings name no server of whisper.cpp');
      return {
        engines: [{ engine: new WhisperCppSpeech({ baseUrl, model: models[0] }), concurrency }],
        local: null,
      };
    }
  }
}

/** None where a model is missing: pages then say how it is installed, and the rest of the service works. */
function localEngines(
  wanted: readonly string[] | null,
  installation: LocalInstallation,
  log: WorkLog,
  onChange: () => void,
): Engines {
  const installed = installation.models();
  const [best, ...others] = wanted ?? installed;
  const models = [best, ...others].filter((name) => installed.includes(name as LocalModelName));
  if (best === undefined || models.length <= others.length) {
    if (wanted !== null) log.warn({ wanted, installed }, 'speech is off: a model is not installed');
    return { engines: [], local: null };
  }
  const local = new LocalEngine({
    installation,
    models: models as [LocalModelName, ...LocalModelName[]],
    observer: {
      started(about) {
        log.info(about, 'the speech engine runs');
        onChange();
      },
      ended(about) {
        log.warn(about, 'the speech engine ended, and is started again');
        onChange();
      },
    },
  });
  // One after the other: the engine has one thread, and its queue is ours.
  const engines = local.models.map((engine) => ({
    engine,
    concurrency: 1,
    ...(engine.languages.length === 0 ? {} : { languages: engine.languages }),
  }));
  return { engines, local };
}

function observerOf(metrics: Metrics, log: WorkLog): SpeechObserver {
  return {
    request({ engine, model, outcome, elapsedMs, audioMs }) {
      metrics.speechRequest(engine, model, outcome, elapsedMs / 1_000, audioMs / 1_000);
      if (outcome === 'transcribed' || outcome === 'cancelled') return;
      log.warn({ engine, model, outcome, elapsedMs: Math.round(elapsedMs) }, 'speech was not transcribed');
    },
    lost: (ms) => metrics.speechLost(ms / 1_000),
    status: (status) => log.info({ ...status }, 'the state of speech recognition'),
  };
}
