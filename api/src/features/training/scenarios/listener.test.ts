import { beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../triage/index.ts';
import type { Understand } from './listener.ts';
import { scenarioContext } from './load.ts';

let understand: Understand;
beforeAll(() => {
  understand = scenarioContext(loadKnowledge()).understand;
});

// None of these stands in a script of a scenario.
const PARAPHRASES: Readonly<Record<string, readonly string[]>> = {
  'ask-address': [
    'Okay, tell me where you are right now',
    'Which tower and which flat is it?',
    'I need your location please',
    'where should the ambulance come to',
    'Kis jagah par ho aap?',
    'flat number kya hai aur kaunsa tower',
    'आप किस जगह पर हैं?',
  ],
  'confirm-address': [
    'Can you repeat the address for me?',
    'Let me confirm that',
    'ek baar pata phir se bataiye',
  ],
  'ask-awake': [
    'Is she conscious?',
    'Does he answer when you call his name?',
    'can you wake her up',
    'Kya woh hosh me hai?',
    'hila ke dekhiye, jawab de rahe hain?',
    'क्या वो होश में हैं?',
  ],
  'ask-breathing': [
    'Can you see the chest moving up and down?',
    'Is there any breathing at all?',
    'hows his breathing',
    'Saans chal rahi hai kya?',
    'sans le raha hai ya nahi',
    'देखिए सांस चल रही है क्या',
  ],
  'ask-face': [
    'Get him to give me a big smile',
    'Does the mouth look crooked on one side?',
    'unko muskurane ko boliye',
  ],
  'ask-arms': ['Can she lift both arms above her head?', 'dono haath upar utha sakte hain?'],
  'ask-since-when': [
    'When was he last seen normal?',
    'how long has this been going on',
    'yeh kab se ho raha hai',
  ],
  'ask-medicines': [
    'Is she on any blood thinners?',
    'what tablets does he take daily',
    'koi dawai lete hain?',
  ],
  'ask-choking-sound': ['Can the child cry or cough?', 'is she able to make any noise'],
  'ask-head-visible': ['Can you see the head coming out?', 'does she feel the urge to push'],
  'ask-took-something': [
    'Did you take any pills today?',
    'are you thinking of ending your life',
    'kya aapne kuch kha liya hai',
  ],
  'ask-how-many': ['How many people are injured?', 'is anyone else hurt', 'kitne log ghayal hain'],
  'advise-cpr': [
    'Place the heel of your hand on the centre of the chest and push down',
    'start chest compressions now',
    'push hard and fast, a hundred times a minute',
    'Seene ke beech mein zor se dabaiye',
    'छाती के बीच में जोर से दबाइए',
  ],
  'advise-back-blows': [
    'Hit her firmly on the back five times',
    'slap between her shoulder blades',
    'peeth par zor se maariye',
  ],
  'advise-nothing-by-mouth': [
    'please give him nothing to eat or drink',
    "don't let her drink any water",
    'unko kuch bhi mat khilaiye',
    'पानी मत पिलाइए',
  ],
  'advise-keep-still': ['Do not move her', 'keep him still', 'usko hilana mat'],
  'advise-press-wound': ['Press firmly on the wound with a clean cloth', 'put pressure on it with a towel'],
  'advise-slow-breathing': [
    'Take slow deep breaths with me',
    'breathe in through your nose',
    'dheere dheere saans lijiye',
  ],
  'say-help-coming': ['Help is coming', 'I am sending an ambulance to you', 'ambulance nikal gayi hai'],
  reassure: ["Don't worry, I will help you", 'stay calm', 'ghabraiye mat'],
  'harm-give-drink': ['Give him a glass of water', 'let her drink some juice', 'usko paani pila do'],
  'harm-wait': ['Wait till tomorrow and see', 'kal subah doctor ko dikha dena'],
};

describe.each(Object.entries(PARAPHRASES))('%s', (intent, texts) => {
  it.each(texts)('is understood in "%s"', (text) => {
    expect(understand(text)).toContain(intent);
  });
});

it.each([
  ['harm-give-drink', 'Do not give him any water to drink'],
  ['harm-give-drink', 'Usko paani mat pilaiye'],
  ['harm-move', 'Please do not lift her'],
  ['harm-make-vomit', 'Never make him vomit'],
  ['harm-cut-tie', 'Do not cut the bite and do not tie a rope around it'],
  ['harm-aspirin', 'No aspirin please, do not give aspirin'],
  ['harm-wait', 'Do not wait until tomorrow'],
  ['advise-cpr', 'Is he breathing?'],
  ['harm-dismiss', 'I take this seriously, something is wrong'],
])('does not find %s in "%s"', (intent, text) => {
  expect(understand(text)).not.toContain(intent);
});

it('hears what is meant beside a negation that means something else', () => {
  expect(understand("don't worry push hard on his chest")).toEqual(['reassure', 'advise-cpr']);
});

it('names intents in the order in which they are said', () => {
  expect(understand('How old is he? What is the address? Is he breathing?')).toEqual([
    'ask-age',
    'ask-address',
    'ask-breathing',
  ]);
});

it.each([
  ['आप कहां हैं?', true],
  ['aap kahan hain', true],
  ['Any allergy, or an operation lately?', false],
])('knows whether "%s" is Hindi: %s', (text, hindi) => {
  expect(understand(text).includes('speaks-hindi')).toBe(hindi);
});
