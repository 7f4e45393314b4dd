/** What a simulated caller says, line by line; the lines after the first are said as the operator asks. */
export interface CallScript {
  readonly language: 'en' | 'hi';
  readonly lines: readonly [string, ...string[]];
}

export const CALL_SCRIPTS: readonly CallScript[] = [
  {
    language: 'en',
    lines: [
      'My father has chest pain and he is sweating a lot',
      'It started half an hour ago and goes into his left arm',
      'He is 62 and has high blood pressure',
    ],
  },
  {
    language: 'en',
    lines: [
      'He has collapsed in the lift lobby, he is not breathing',
      'No, he does not answer when I shake him',
    ],
  },
  {
    language: 'hi',
    lines: [
      'papa ka muh tedha ho gaya hai aur haath nahi utha pa rahe',
      'abhi das minute pehle, woh theek se bol nahi pa rahe',
    ],
  },
  {
    language: 'en',
    lines: [
      'My daughter is two years old, she has a fever of 39 since this morning',
      'She is drinking and playing',
    ],
  },
  {
    language: 'en',
    lines: [
      'My mother slipped in the bathroom and her hip hurts, she cannot stand up',
      'She is 78 and takes a blood thinner',
    ],
  },
  {
    language: 'hi',
    lines: ['saans lene mein bahut takleef ho rahi hai, dama hai', 'pump se aaram nahi mil raha'],
  },
  {
    language: 'en',
    lines: ['I cut my finger while cooking, it bleeds a little', 'It stops when I press on it'],
  },
  {
    language: 'en',
    lines: [
      'My wife is 39 weeks pregnant and the pains come every three minutes',
      'Her waters broke an hour ago',
    ],
  },
  { language: 'en', lines: ['I have had a runny nose and a cough for three days, no fever'] },
  {
    language: 'en',
    lines: ['I pressed the button by mistake, nobody is ill'],
  },
];
