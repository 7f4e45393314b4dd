import { readFile, writeFile } from 'node:fs/promises';
import { decodeWav, encodeWav } from '@kiwimesh/api/adapters/audio/wav.ts';
import { LOCAL_MODEL_NAMES, type LocalModelName } from '@kiwimesh/api/adapters/speech/local/installation.ts';
import { startEngine } from '@kiwimesh/api/adapters/speech/local/process.ts';
import { OpenAISpeech } from '@kiwimesh/api/adapters/speech/openai/openai.ts';
import { SpeechSandbox } from '@kiwimesh/api/adapters/speech/sandbox/server.ts';
import { speakTones } from '@kiwimesh/api/adapters/speech/sandbox/tones.ts';
import { WhisperCppSpeech } from '@kiwimesh/api/adapters/speech/whisper-cpp/whisper-cpp.ts';
import { SPEECH_SAMPLE_RATE, type SpeechEngine } from '@kiwimesh/api/ports/speech.ts';
import { Command } from 'commander';
import { secondsOf } from '../../api/test/support/processor-time.ts';
import { installSpeech, SPEECH } from './install.ts';
import { overTelephone, readAloud, type Spoken, spokenEmergency } from './recordings.ts';
import { streamAtRest, streamFile, wordErrorRate } from './stream.ts';

/** The longest wait for a transcription of a whole recording, milliseconds. */
const MAX_AT_ONCE_MS = 300_000;
const MODELS = LOCAL_MODEL_NAMES.join(', ');

/** Speech recognition on this machine: a small Whisper behind OpenAI's protocol, to try what scripted replies cannot show. */
const program = new Command('speech').description(
  'Install, serve and try speech recognition on this machine',
);

program
  .command('install')
  .description('download the engine and its weights (about 700 MB)')
  .action(async () => {
    await installSpeech(console.log);
    console.log('Speech recognition is installed.');
  });

program
  .command('serve')
  .description('serve it by the protocol of OpenAI until Ctrl-C')
  .option('--model <name>', `one of ${MODELS}`, 'base')
  .option('--port <n>', 'default: a free one', '0')
  .action(async ({ model, port }: { model: string; port: string }) => {
    await installSpeech(console.log);
    const server = await serve(model, Number(port));
    console.log(`Whisper ${model} listens at ${server.baseUrl}`);
    await interrupted();
    await server.stop();
  });

program
  .command('sandbox')
  .description(
    'serve an engine’s protocol without one: it hears words coded as tones, which are written to a file',
  )
  .argument('<text>', 'the words that it knows; ... is a pause')
  .requiredOption('--file <wav>', 'where the text goes, coded as tones')
  .option('--protocol <name>', 'openai or whisper_cpp', 'openai')
  .option('--port <n>', 'default: a free one', '0')
  .action(async (text: string, options: { file: string; protocol: string; port: string }) => {
    const vocabulary = [...new Set(text.split(/\s+/u).filter((word) => word !== '' && word !== '...'))];
    await writeFile(options.file, encodeWav(speakTones(text, vocabulary).samples, SPEECH_SAMPLE_RATE));
    const sandbox = new SpeechSandbox({
      protocol: protocolName(options.protocol),
      vocabulary,
      port: Number(options.port),
    });
    console.log(`${options.file} is written; the sandbox listens at ${await sandbox.start()}`);
    await interrupted();
    await sandbox.stop();
  });

interface TranscribeOptions {
  readonly model: string;
  readonly url?: string;
  readonly protocol: string;
  readonly language?: string;
  readonly telephone?: true;
  readonly said?: string;
}

program
  .command('transcribe')
  .description('transcribe a WAV file (16 kHz, mono, 16 bit) at the pace at which it was spoken')
  .argument('<file>')
  .option('--model <name>', `one of ${MODELS}`, 'tiny.en')
  .option('--url <address>', 'another server, in place of the engine on this machine (key in SPEECH_API_KEY)')
  .option('--protocol <name>', 'of that server: openai (address with /v1) or whisper_cpp', 'openai')
  .option('--language <code>', 'what is spoken; default: the engine finds out')
  .option('--telephone', 'as a telephone would carry it: 8 kHz, mu-law')
  .option('--said <text>', 'what is really said: prints the share of wrong words, streaming and all at once')
  .action(async (file: string, options: TranscribeOptions) => {
    const recorded = decodeWav(await readFile(file));
    const samples = options.telephone === undefined ? recorded : overTelephone(recorded);
    const { engine, stop } = await openEngine(options);
    try {
      await compare(engine, samples, options);
    } finally {
      await stop();
    }
  });

program
  .command('figures')
  .description(
    'wrong words and lag of a synthetic and a recorded voice, streaming and all at once, as a table',
  )
  .option('--model <name>', `one of ${MODELS}`, 'tiny.en')
  .action(async ({ model }: { model: string }) => {
    await installSpeech(console.log);
    const server = await serve(model, 0);
    const engine = new OpenAISpeech({ apiKey: null, baseUrl: server.baseUrl, model });
    const processorMs = () => (secondsOf(server.pid) ?? 0) * 1_000;
    try {
      const recordings = [await spokenEmergency(), await readAloud()];
      console.log(
        '| heard | seconds | words | wrong: at once | wrong: streaming | lag p50 | lag p95 | requests |',
      );
      console.log('|---|---|---|---|---|---|---|---|');
      for (const { name, samples, said } of recordings) {
        await figures(engine, processorMs, { name, samples, said });
        const telephone = { name: `${name}, by telephone`, samples: overTelephone(samples), said };
        await figures(engine, processorMs, telephone);
      }
    } finally {
      await server.stop();
    }
  });

/** Prints a line of the table. Lags are those of a machine at rest: the engine's processor time counts. */
async function figures(
  engine: SpeechEngine,
  processorMs: () => number,
  { name, samples, said }: Spoken,
): Promise<void> {
  const signal = AbortSignal.timeout(MAX_AT_ONCE_MS);
  const whole = await engine.transcribe({ samples, language: 'en', prompt: '', signal });
  const atOnce = whole.segments.map(({ text }) => text).join(' ');
  const { text, lagsMs, requests } = await streamAtRest(samples, engine, 'en', processorMs);
  const rate = (read: string) => `${(wordErrorRate(said, read) * 100).toFixed(1)} %`;
  const lags = lagsMs.toSorted((a, b) => a - b);
  const lag = (share: number) => `${((lags[Math.floor(lags.length * share)] ?? 0) / 1_000).toFixed(2)} s`;
  const seconds = (samples.length / SPEECH_SAMPLE_RATE).toFixed(0);
  const cells = [
    name,
    seconds,
    said.split(' ').length,
    rate(atOnce),
    rate(text),
    lag(0.5),
    lag(0.95),
    requests,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

async function openEngine({ model, url, protocol }: TranscribeOptions) {
  if (url !== undefined) {
    const engine =
      protocolName(protocol) === 'openai'
        ? new OpenAISpeech({ apiKey: process.env.SPEECH_API_KEY ?? null, baseUrl: url, model })
        : new WhisperCppSpeech({ baseUrl: url, model });
    return { engine, stop: async () => {} };
  }
  await installSpeech(console.log);
  const server = await serve(model, 0);
  const engine = new OpenAISpeech({ apiKey: null, baseUrl: server.baseUrl, model });
  return { engine, stop: () => server.stop() };
}

/** Streams the audio, then has it transcribed at once, and prints both. */
async function compare(engine: SpeechEngine, samples: Int16Array, options: TranscribeOptions): Promise<void> {
  const language = options.language ?? null;
  const streamed = await streamFile(samples, engine, language, console.log);
  const signal = AbortSignal.timeout(MAX_AT_ONCE_MS);
  const whole = await engine.transcribe({ samples, language, prompt: '', signal });
  const atOnce = whole.segments.map(({ text }) => text).join(' ');
  const lags = streamed.lagsMs.toSorted((a, b) => a - b);
  const lag = (share: number) => lags[Math.floor(lags.length * share)] ?? '–';
  console.log(`\nstreamed: ${streamed.text}\nat once:  ${atOnce}`);
  console.log(`lag of commits: p50 ${lag(0.5)} ms, p95 ${lag(0.95)} ms; ${streamed.requests} requests`);
  const { said } = options;
  if (said === undefined) return;
  const rate = (text: string) => `${(wordErrorRate(said, text) * 100).toFixed(1)} %`;
  console.log(`wrong words: streaming ${rate(streamed.text)}, at once ${rate(atOnce)}`);
}

async function interrupted(): Promise<void> {
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

function serve(model: string, port: number) {
  return startEngine(SPEECH, [modelName(model)], { port, signal: new AbortController().signal });
}

function modelName(name: string): LocalModelName {
  const known = LOCAL_MODEL_NAMES.find((one) => one === name);
  if (known !== undefined) return known;
  throw new Error(`there is no model ${name}; use one of ${MODELS}`);
}

function protocolName(name: string): 'openai' | 'whisper_cpp' {
  if (name === 'openai' || name === 'whisper_cpp') return name;
  throw new Error(`there is no protocol ${name}; use openai or whisper_cpp`);
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
