import { str } from './messages.ts';

/** What is said before anything else is loaded, in Arabic. There is no further Arabic: what follows is English. */
export const templates = {
  'emergency.strip': 'حياة في خطر؟',
  call: str`اتصل بالرقم ${0}`,
  title: 'حجز الرعاية',
  loading: 'جارٍ التحميل…',
  'failure.unreachable': 'لا يمكننا الوصول إلى الخدمة الآن. ما أدخلته محفوظ.',
};
