import { type Samples, SPEECH_SAMPLE_RATE } from '../../ports/speech.ts';
import { MAX_SPOKEN_TEXT, SynthesisError } from '../../ports/synthesis.ts';
import { resample } from '../audio/resample.ts';
import { readWav, type Wav } from '../audio/wav.ts';

/** The loudest sample of a reply without sound: what is beyond is a voice, however quiet. */
const SILENT = 100;

/** @throws SynthesisError `rejected` for a text that is empty or longer than what is spoken at once. */
export function checkText(text: string): void {
  if (text.trim() === '' || text.length > MAX_SPOKEN_TEXT) {
    throw new SynthesisError('rejected', { code: `${text.length} characters` });
  }
}

/** What a synthesiser wrote as WAV, at the rate of speech recognition. @throws SynthesisError `bad_reply` */
export function spokenSamples(bytes: Uint8Array): Samples {
  let wav: Wav;
  try {
    wav = readWav(bytes);
  } catch {
    throw new SynthesisError('bad_reply', { code: 'not audio' });
  }
  if (wav.sampleRate < 8_000 || wav.sampleRate > 96_000) {
    throw new SynthesisError('bad_reply', { code: 'sample rate' });
  }
  if (wav.samples.every((sample) => Math.abs(sample) <= SILENT)) {
    throw new SynthesisError('bad_reply', { code: 'silence' });
  }
  return resample(wav.samples, wav.sampleRate, SPEECH_SAMPLE_RATE);
}
