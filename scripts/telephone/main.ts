import { readFile } from 'node:fs/promises';
import { decodeWav } from '@kiwimesh/api/adapters/audio/wav.ts';
import { SandboxTelephone } from '@kiwimesh/api/adapters/telephony/sandbox/server.ts';
import { encodeMulaw } from '@kiwimesh/api/speech/audio/mulaw.ts';
import { downsample } from '@kiwimesh/api/speech/audio/resample.ts';
import { Command } from 'commander';

interface RingOptions {
  readonly url: string;
  readonly from?: string;
  readonly to: string;
  readonly port: string;
  readonly fast?: true;
  readonly times: string;
}

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is missing: give it the value that the service has`);
  return value;
};

/** A telephone gateway on this machine, to try calls without a provider. */
const program = new Command('telephone').description(
  'Ring a service as the telephone gateway does: signed webhook, TwiML, media stream',
);

program
  .command('ring')
  .description('call the service and play a WAV file (16 kHz, mono, 16 bit) to it')
  .argument('<file>', 'what the caller says')
  .option('--url <url>', 'the public address of the service', 'http://localhost:8080')
  .option('--from <number>', 'the number of the caller, E.164; default: withheld')
  .option('--to <number>', 'the number that is dialled, E.164', '+918045678900')
  .option(
    '--port <n>',
    'where orders of the service are taken; set TWILIO_BASE_URL to it. Default: a free one',
    '0',
  )
  .option('--times <n>', 'how often the recording is played', '1')
  .option('--fast', 'play it as fast as the service takes it, not at the pace of speech')
  .action(async (file: string, { url, from, to, port, times, fast }: RingOptions) => {
    const audio = encodeMulaw(downsample(decodeWav(await readFile(file))));
    const gateway = new SandboxTelephone({
      accountSid: env('TWILIO_ACCOUNT_SID'),
      authToken: env('TWILIO_AUTH_TOKEN'),
    });
    console.log(`Orders of the service are taken at ${await gateway.start(Number(port))}`);
    const voiceUrl = `${url.replace(/\/+$/, '')}/v1/webhooks/voice/twilio`;
    const call = gateway.ring({ from: from ?? null, to, voiceUrl, statusUrl: `${voiceUrl}/status` });
    try {
      const stream = await call.streaming();
      console.log(`${call.sid} is connected`);
      for (const { text } of call.said) console.log(`Announced: ${text}`);
      for (let count = 0; count < Number(times); count += 1) {
        const frames = await stream.play(audio, fast === true ? 'fast' : 'real_time');
        console.log(`Played ${(frames * 0.02).toFixed(1)} s`);
      }
      await call.hangUp();
    } catch (error) {
      for (const { text } of call.said) console.log(`Announced: ${text}`);
      console.log(`Webhooks were answered with ${call.replies.join(', ')}`);
      throw error;
    } finally {
      await gateway.stop();
    }
    console.log(`The call is ${call.status}.`);
  });

await program.parseAsync();
