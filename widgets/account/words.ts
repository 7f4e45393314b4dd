import { SIGNED_IN_WORDS } from './words-signed-in.ts';

/** The words of the account page. Both languages travel with it: the page is small and opened from a mail, once. */
const en = {
  pageTitle: 'Your Kiwimesh account',
  otherLanguage: 'हिन्दी',
  loading: 'One moment…',
  'invitation.title': 'Welcome. Choose your password',
  'password_reset.title': 'Choose a new password',
  forAccount: 'For the account',
  password: 'New password',
  show: 'Show',
  hide: 'Hide',
  rulesTitle: 'What makes a good one',
  ruleLength: (least: number) =>
    `${least} characters or more: four words that do not belong together are easy to remember.`,
  ruleCommon: 'None that is common or has leaked, and not made of your name or email.',
  ruleFree: 'Any signs, spaces and scripts. No rules about capitals or digits.',
  save: 'Save password',
  counter: (length: number, least: number) => `${length} of at least ${least} characters`,
  tooShort: (least: number) => `The password needs at least ${least} characters.`,
  passwordFaults: {
    too_short: 'The password is too short.',
    too_long: 'The password is too long.',
    monotonous: 'The password repeats itself or follows a row of the keyboard.',
    common: 'The password is common or has leaked, or is hardly different from one that has.',
    personal: 'The password is made of your name, your email or the name of this service.',
  },
  chooseAnother: 'Choose another.',
  signedOutElsewhere: 'Saving signs you out everywhere you are signed in now.',
  'done.title': 'Your password is set',
  'done.text': 'You can sign in with it now.',
  'signIn.title': 'Sign in',
  email: 'Email',
  emailMissing: 'Enter your email address, such as name@example.org.',
  currentPassword: 'Password',
  passwordMissing: 'Enter your password.',
  signIn: 'Sign in',
  forgotten: 'Forgotten your password?',
  backToSignIn: 'Back to sign in',
  'forgot.title': 'Reset your password',
  'forgot.text': 'We send you a link that works once and for 30 minutes.',
  'forgot.send': 'Send me a link',
  'sent.title': 'Look into your mailbox',
  'sent.text':
    'If there is an account with this address, a mail with a link is on its way. Look into the spam folder, too.',
  signOut: 'Sign out',
  code: 'Code',
  'code.text': 'Enter the six digits of your authenticator app, or one of your recovery codes.',
  codeMissing: 'Enter the code.',
  'broken.title': 'This link does not work',
  'broken.unknown': 'It may have been cut off. Open it from the mail once more, whole.',
  'broken.used': 'It was used already. If it was you, sign in. If not, ask for a new one at once.',
  'broken.replaced': 'A newer link took its place. Open the newest mail from us.',
  'broken.expired': 'It has expired.',
  'broken.invitation': 'Ask whoever manages your staff to invite you again.',
  'broken.reset': 'Ask for a new link',
  unreachable: 'We cannot be reached just now. Nothing was changed; try again in a moment.',
  tooMany: (seconds: number) => `Too many tries. Try again in ${seconds} seconds.`,
  wrong: 'The email or the password is wrong.',
  ...SIGNED_IN_WORDS.en,
};

export type Words = typeof en;

/** A text that is kept for later, such as what was just done: kept so, it is read in the language of each rendering. */
export type Message = (words: Words) => string;

const hi: Words = {
  pageTitle: 'आपका Kiwimesh खाता',
  otherLanguage: 'English',
  loading: 'एक क्षण…',
  'invitation.title': 'स्वागत है। अपना पासवर्ड चुनिए',
  'password_reset.title': 'नया पासवर्ड चुनिए',
  forAccount: 'इस खाते के लिए',
  password: 'नया पासवर्ड',
  show: 'दिखाएँ',
  hide: 'छिपाएँ',
  rulesTitle: 'अच्छा पासवर्ड कैसा हो',
  ruleLength: (least) => `${least} या अधिक अक्षर: चार ऐसे शब्द जिनका आपस में संबंध न हो, याद रखना सरल है।`,
  ruleCommon: 'आम या लीक हुआ न हो, और आपके नाम या ईमेल से न बना हो।',
  ruleFree: 'कोई भी चिह्न, ख़ाली जगह और लिपि। बड़े अक्षर या अंक ज़रूरी नहीं।',
  save: 'पासवर्ड सहेजें',
  counter: (length, least) => `कम से कम ${least} में से ${length} अक्षर`,
  tooShort: (least) => `पासवर्ड में कम से कम ${least} अक्षर चाहिए।`,
  passwordFaults: {
    too_short: 'पासवर्ड बहुत छोटा है।',
    too_long: 'पासवर्ड बहुत लंबा है।',
    monotonous: 'पासवर्ड में एक ही बात दोहराई गई है या कीबोर्ड की कोई कतार है।',
    common: 'पासवर्ड आम है या लीक हो चुका है, या ऐसे किसी पासवर्ड से ज़रा-सा ही अलग है।',
    personal: 'पासवर्ड आपके नाम, ईमेल या इस सेवा के नाम से बना है।',
  },
  chooseAnother: 'कोई और चुनिए।',
  signedOutElsewhere: 'सहेजने पर आप अभी जहाँ-जहाँ साइन इन हैं, वहाँ से साइन आउट हो जाएँगे।',
  'done.title': 'आपका पासवर्ड बन गया',
  'done.text': 'अब आप इससे साइन इन कर सकते हैं।',
  'signIn.title': 'साइन इन करें',
  email: 'ईमेल',
  emailMissing: 'अपना ईमेल पता डालें, जैसे name@example.org।',
  currentPassword: 'पासवर्ड',
  passwordMissing: 'अपना पासवर्ड डालें।',
  signIn: 'साइन इन करें',
  forgotten: 'पासवर्ड भूल गए?',
  backToSignIn: 'साइन इन पर वापस',
  'forgot.title': 'अपना पासवर्ड बदलिए',
  'forgot.text': 'हम आपको एक लिंक भेजते हैं जो एक ही बार और 30 मिनट तक काम करता है।',
  'forgot.send': 'मुझे लिंक भेजें',
  'sent.title': 'अपना मेलबॉक्स देखिए',
  'sent.text': 'अगर इस पते का कोई खाता है, तो लिंक वाला ईमेल भेजा जा रहा है। स्पैम फ़ोल्डर भी देखिए।',
  signOut: 'साइन आउट करें',
  code: 'कोड',
  'code.text': 'अपने ऑथेंटिकेटर ऐप के छह अंक या अपना कोई रिकवरी कोड डालें।',
  codeMissing: 'कोड डालें।',
  'broken.title': 'यह लिंक काम नहीं करता',
  'broken.unknown': 'हो सकता है वह कट गया हो। ईमेल से पूरा लिंक फिर से खोलिए।',
  'broken.used': 'यह काम में लिया जा चुका है। आपने लिया है तो साइन इन कीजिए। नहीं तो तुरंत नया माँगिए।',
  'broken.replaced': 'इसकी जगह नया लिंक आ गया है। हमारा सबसे नया ईमेल खोलिए।',
  'broken.expired': 'इसका समय बीत गया है।',
  'broken.invitation': 'अपने कर्मचारियों का प्रबंधन करने वाले से फिर से आमंत्रण माँगिए।',
  'broken.reset': 'नया लिंक माँगिए',
  unreachable: 'अभी हमसे संपर्क नहीं हो पा रहा है। कुछ बदला नहीं है; थोड़ी देर में फिर कोशिश कीजिए।',
  tooMany: (seconds) => `बहुत बार कोशिश हुई। ${seconds} सेकंड में फिर कोशिश कीजिए।`,
  wrong: 'ईमेल या पासवर्ड ग़लत है।',
  ...SIGNED_IN_WORDS.hi,
};

export const WORDS = { en, hi } as const;
export type LanguageOfPage = keyof typeof WORDS;

/** The first language the browser asks for that the page has; English when it has none. */
export function preferredLanguage(wanted: readonly string[]): LanguageOfPage {
  for (const tag of wanted) {
    const base = tag.split('-')[0]?.toLowerCase();
    if (base === 'en' || base === 'hi') return base;
  }
  return 'en';
}
