import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Announcement, CallAnswer, GatewayDocument } from '../../../ports/telephony.ts';

/** How long the desk rings before the gateway asks what to do next, seconds. */
const DESK_RINGS_SECONDS = 30;

/** The voices of `<Say>` by language. English of India is understood in all regions; others are their main variant. */
const VOICES: Readonly<Record<string, VoiceResponse.SayAttributes['language']>> = {
  ar: 'arb',
  bn: 'bn-IN',
  de: 'de-DE',
  en: 'en-IN',
  es: 'es-ES',
  fr: 'fr-FR',
  gu: 'gu-IN',
  hi: 'hi-IN',
  kn: 'kn-IN',
  ml: 'ml-IN',
  mr: 'mr-IN',
  pa: 'pa-IN',
  pt: 'pt-BR',
  ta: 'ta-IN',
  te: 'te-IN',
};

/** The answer to a voice webhook in TwiML (https://www.twilio.com/docs/voice/twiml). */
export function twiml(answer: CallAnswer): GatewayDocument {
  const response = new VoiceResponse();
  if (answer.kind !== 'reject') for (const each of answer.announce) say(response, each);
  switch (answer.kind) {
    case 'connect': {
      const stream =
        answer.desk === null
          ? // Waits here until the stream ends; what it plays is heard by the caller.
            response.connect().stream({ url: answer.streamUrl })
          : // Copies the audio and goes on with what follows.
            response.start().stream({ url: answer.streamUrl, track: 'both_tracks' });
      for (const [name, value] of Object.entries(answer.parameters)) stream.parameter({ name, value });
      if (answer.desk === null) response.redirect({ method: 'POST' }, answer.continueUrl);
      else dial(response, answer.desk, answer.continueUrl);
      break;
    }
    case 'forward':
      dial(response, answer.number, answer.continueUrl);
      break;
    case 'hang_up':
      response.hangup();
      break;
    case 'reject':
      response.reject({ reason: answer.busy ? 'busy' : 'rejected' });
      break;
  }
  return { mediaType: 'text/xml', text: response.toString() };
}

function say(response: VoiceResponse, { text, language }: Announcement): void {
  const voice = VOICES[language];
  response.say(voice === undefined ? {} : { language: voice }, text);
}

function dial(response: VoiceResponse, number: string, continueUrl: string | null): void {
  const next = continueUrl === null ? {} : { action: continueUrl, method: 'POST' };
  response.dial({ ...next, answerOnBridge: true, timeout: DESK_RINGS_SECONDS }).number(number);
}
