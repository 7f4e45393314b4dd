/** The notice that an endpoint was paused, in the languages of the elements. */
const WORDS = {
  en: {
    subject: 'Kiwimesh sends no more webhooks to one of your partners',
    failing: 'This server has taken no webhook for days, so that nothing more is sent to it:',
    gone: 'This server says that it takes no webhooks any more (410 Gone), so that nothing more is sent to it:',
    what: 'Ask the partner what is wrong. Then resume the endpoint and send again what happened since it was paused: kiwimesh webhooks update ID --state active, kiwimesh webhooks replay ID --from TIME.',
    id: 'Id',
    footer: 'Sent by Kiwimesh. Replies to this address are not read.',
  },
  hi: {
    subject: 'Kiwimesh आपके एक साझेदार को वेबहुक नहीं भेज रहा',
    failing: 'इस सर्वर ने कई दिनों से कोई वेबहुक नहीं लिया, इसलिए उसे अब कुछ नहीं भेजा जाता:',
    gone: 'यह सर्वर बताता है कि वह अब वेबहुक नहीं लेता (410 Gone), इसलिए उसे अब कुछ नहीं भेजा जाता:',
    what: 'साझेदार से पूछिए कि क्या बिगड़ा है। फिर वेबहुक दोबारा चालू कीजिए और रुकने के बाद की घटनाएँ फिर भेजिए: kiwimesh webhooks update ID --state active, kiwimesh webhooks replay ID --from TIME।',
    id: 'आईडी',
    footer: 'Kiwimesh से भेजा गया। इस पते पर आए उत्तर पढ़े नहीं जाते।',
  },
};

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * @param host without the path, which may have a partner's token.
 * @param language BCP 47; English for one that there are no words in.
 */
export function pauseMail(
  endpoint: { readonly id: string; readonly host: string; readonly reason: 'failing' | 'gone' },
  language: string,
): Mail {
  const words = language.split('-')[0] === 'hi' ? WORDS.hi : WORDS.en;
  const { id, host, reason } = endpoint;
  const paragraphs = [words[reason], host, `${words.id}: ${id}`, words.what, words.footer];
  return {
    subject: words.subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs.map((text) => `<p>${text}</p>`).join(''),
  };
}
