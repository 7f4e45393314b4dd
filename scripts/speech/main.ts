import { readFile } from 'node:fs/promises';
import { OpenAISpeech } from '@kiwimesh/api/adapters/speech/openai/openai.ts';
import { decodeWav } from '@kiwimesh/api/adapters/speech/wav.ts';
import { decodeMulaw, encodeMulaw } from '@kiwimesh/api/speech/audio/mulaw.ts';
import { downsample, Upsampler } from '@kiwimesh/api/speech/audio/resample.ts';
import { Command } from 'commander';
import { ENGINES, type EngineName, installSpeech } from './install.ts';
import { serveSpeech } from './serve.ts';
import { streamFile, wordErrorRate } from './stream.ts';

/** Speech recognition on this machine: a small Whisper behind OpenAI's protocol, for `make run` and for trying it out. */
const program = new Command('speech').description(
  'Install, serve and try speech recognition on this machine',
);

program
  .command('install')
  .description('download the engine and its weights (about 700 MB)')
  .action(async () => {
    await installSpeech(console.log);
    console.log('Installed. `make run` starts it with everything else.');
  });

program
  .command('serve')
  .description('serve it until Ctrl-C')
  .option('--model <name>', `one of ${Object.keys(ENGINES).join(', ')}`, 'base')
  .option('--port <n>', 'default: a free one', '0')
  .action(async ({ model, port }: { model: string; port: string }) => {
    await installSpeech(console.log);
    const server = await serveSpeech(engineName(model), Number(port));
    console.log(
      `Whisper ${model} listens. For \`make run\`: SPEECH_BASE_URL=${server.baseUrl} SPEECH_MODEL=${model}`,
    );
    await new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await server.stop();
  });

program
  .command('transcribe')
  .description('transcribe a WAV file (16 kHz, mono, 16 bit) at the pace at which it was spoken')
  .argument('<file>')
  .option('--model <name>', `one of ${Object.keys(ENGINES).join(', ')}`, 'tiny.en')
  .option('--language <code>', 'what is spoken; default: the engine finds out')
  .option('--telephone', 'as a telephone would carry it: 8 kHz, mu-law')
  .option('--said <text>', 'what is really said: prints the share of wrong words, streaming and all at once')
  .action(
    async (file: string, options: { model: string; language?: string; telephone?: true; said?: string }) => {
      await installSpeech(console.log);
      const recorded = decodeWav(await readFile(file));
      const samples = options.telephone === undefined ? recorded : overTelephone(recorded);
      const server = await serveSpeech(engineName(options.model), 0);
      try {
        const engine = new OpenAISpeech({ apiKey: null, baseUrl: server.baseUrl, model: options.model });
        const language = options.language ?? null;
        const streamed = await streamFile(samples, engine, language, console.log);
        const whole = await engine.transcribe({
          samples,
          language,
          prompt: '',
          signal: AbortSignal.timeout(300_000),
        });
        const offline = whole.segments.map(({ text }) => text).join(' ');
        const lags = streamed.lagsMs.toSorted((a, b) => a - b);
        console.log(`\nstreamed: ${streamed.text}\nat once:  ${offline}`);
        console.log(
          `lag of committed words: p50 ${lags[Math.floor(lags.length / 2)] ?? '–'} ms, p95 ${lags[Math.floor(lags.length * 0.95)] ?? '–'} ms; ${streamed.requests} requests`,
        );
        if (options.said !== undefined) {
          const rate = (text: string) => `${(wordErrorRate(options.said ?? '', text) * 100).toFixed(1)} %`;
          console.log(`wrong words: streaming ${rate(streamed.text)}, at once ${rate(offline)}`);
        }
      } finally {
        await server.stop();
      }
    },
  );

/** What is left of the audio behind a telephone network. */
function overTelephone(samples: Int16Array): Int16Array {
  return new Upsampler().push(decodeMulaw(encodeMulaw(downsample(samples))));
}

function engineName(name: string): EngineName {
  if (name in ENGINES) return name as EngineName;
  throw new Error(`there is no model ${name}; use one of ${Object.keys(ENGINES).join(', ')}`);
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
