import { str } from './messages.ts';

/** What is said before anything else is loaded, in Hindi. */
export const templates = {
  'emergency.strip': 'जान को ख़तरा?',
  call: str`${0} पर कॉल करें`,
  title: 'देखभाल बुक करें',
  loading: 'लोड हो रहा है…',
  'failure.unreachable': 'अभी सेवा से संपर्क नहीं हो पा रहा है। आपने जो भरा है वह सुरक्षित है।',
};
