/**
 * All that is answered to a message of a person. It goes to a phone that others may read: no name, no service and no word
 * about health.
 */
const LINES = {
  accepted: {
    en: 'Accepted: it is yours. Open Kiwimesh for the place and the details.',
    hi: 'स्वीकार हुआ: यह अनुरोध आपका है। जगह और विवरण के लिए Kiwimesh खोलें।',
  },
  declined: {
    en: 'Declined. Thank you for answering.',
    hi: 'आपका “नहीं” दर्ज हुआ। जवाब देने के लिए धन्यवाद।',
  },
  too_late: {
    en: 'Too late: this request is no longer open.',
    hi: 'देर हो गई: यह अनुरोध अब खुला नहीं है।',
  },
  none_open: {
    en: 'No request is waiting for your answer.',
    hi: 'आपके जवाब के लिए कोई अनुरोध बाकी नहीं है।',
  },
  several_open: {
    en: 'Several requests are waiting for your answer. Please answer in Kiwimesh.',
    hi: 'आपके जवाब के लिए कई अनुरोध बाकी हैं। कृपया Kiwimesh में जवाब दें।',
  },
  in_app: {
    en: 'Messages from this number cannot be taken as an answer. Please answer in Kiwimesh.',
    hi: 'इस नंबर के संदेश को जवाब नहीं माना जा सकता। कृपया Kiwimesh में जवाब दें।',
  },
  not_understood: {
    en: 'Not understood. To answer a request, reply YES or NO.',
    hi: 'समझ नहीं आया। अनुरोध का जवाब देने के लिए “हाँ” या “नहीं” लिखें।',
  },
  stopped: {
    en: 'You get no more messages here but urgent ones. Reply START to get them again.',
    hi: 'अब यहाँ केवल बहुत ज़रूरी संदेश आएँगे। फिर से पाने के लिए START लिखें।',
  },
  started: {
    en: 'You get messages here again.',
    hi: 'अब यहाँ फिर से संदेश आएँगे।',
  },
} as const;

export type AnswerLine = keyof typeof LINES;

export const ANSWER_LINES = Object.keys(LINES) as readonly AnswerLine[];

/** In the person's language, or in English. */
export function answerIn(line: AnswerLine, language: string | null): string {
  return LINES[line][language?.split('-')[0] === 'hi' ? 'hi' : 'en'];
}
