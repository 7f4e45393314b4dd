import { describe, expect, it } from 'vitest';
import { inShort } from '../../../../test/support/reading.ts';
import { readStatement } from '../engine/read.ts';
import { loadKnowledge } from './load.ts';

/** What is easily read as something else, of each kind in every language: what must be found, and what must not. */
type Row = readonly [said: string, found: string, absent?: string];

const { languages } = loadKnowledge();

const HISTORY: readonly Row[] = [
  ['h/o MI, stroke', 'previous_heart_attack past, stroke past'],
  ['h/o MI/stroke, c/o cough', 'previous_heart_attack past, previous_stroke past, cough'],
  ['h/o diabetes, stroke, CKD. c/o cough', 'stroke past, cough'],
  ['PMH stroke, TIA, now cough', 'stroke past, tia past, cough'],
  ['known case of MI, stroke, has a cold', 'heart_attack past, stroke past, common_cold'],
  ['k/c/o MI, stroke, has cough', 'heart_attack past, stroke past, cough'],
  ['k/c/o MI, stroke, has cold', 'heart_attack past, stroke past, common_cold'],
  ['h/o MI, TIA, having flu', 'previous_heart_attack past, tia past, flu'],
  ['known case of MI, TIA, common cold since 3 days', 'heart_attack past, tia past, common_cold'],
  ['PMH: MI, stroke, has food poisoning', 'heart_attack past, stroke past, food_poisoning'],
  ['purani bimari: heart attack, lakwa, jukam hai', 'heart_attack past, stroke past, common_cold'],
  ['पुरानी बीमारी: हार्ट अटैक, लकवा, जुकाम है', 'heart_attack past, stroke past, common_cold'],
  ['background: MI, TIA; sore throat', 'heart_attack past, tia past, sore_throat'],
  ['purani bimari: heart attack, lakwa. ab khansi hai', 'heart_attack past, stroke past, cough'],
  ['पुरानी बीमारी: हार्ट अटैक, लकवा। अब खांसी है', 'heart_attack past, stroke past, cough'],
  // What may be why somebody calls stays of now.
  ['h/o diabetes, stroke', 'stroke'],
  ['h/o MI, stroke since morning', 'stroke'],
  ['PMH: diabetes, stroke 2 hours ago', 'stroke'],
  ['h/o MI, now chest pain', 'previous_heart_attack past, chest_pain'],
  ['known case of MI, chest pain', 'heart_attack, chest_pain'],
  ['known case of MI, now stroke', 'heart_attack, stroke'],
  ['he had a heart attack', 'heart_attack'],
  ['she is having a second heart attack', 'heart_attack'],
];

const OF_OTHERS: readonly Row[] = [
  ['my neighbour had a stroke, I have a headache', 'stroke other, headache'],
  ['my uncle had a heart attack and my chest hurts', 'heart_attack other, chest_pain'],
  ['my friend died of a heart attack and I have a cough', 'heart_attack other, cough'],
  ['LDL is high, my father had a heart attack at 60', 'heart_attack other'],
  ['padosi ki heart attack se maut ho gayi, mujhe khansi hai', 'heart_attack other, seems_dead other, cough'],
  ['पड़ोसी की हार्ट अटैक से मौत हो गई, मुझे खांसी है', 'heart_attack other, seems_dead other, cough'],
  ['mere chacha ko lakwa maar gaya, mujhe khansi hai', 'stroke other, cough'],
  ['मेरे चाचा को लकवा मार गया, मुझे खांसी है', 'stroke other, cough'],
  // The call may be for them.
  ['my neighbour had a stroke', 'stroke'],
  ['my neighbour just had a stroke, I have high BP', 'stroke'],
  ['my father had a stroke, I have a headache', 'stroke, headache'],
  ['my uncle had a stroke and my wife has chest pain', 'stroke, chest_pain'],
  ['mere chacha ko lakwa maar gaya', 'stroke'],
  ['मेरे चाचा को लकवा मार गया', 'stroke'],
];

const AMOUNTS: readonly Row[] = [
  ['thirty paracetamol in the box and she has swallowed them all', 'overdose'],
  ['there were 30 tablets in the box. She has swallowed them all.', 'overdose'],
  ['20 pills were left. He took the lot!', 'overdose'],
  ['beti ne 25 crocin kha li', 'overdose'],
  ['dabbe mein tees goli thi. usne saari kha li', 'overdose'],
  ['डिब्बे में तीस गोलियां थीं, उसने सब खा लीं', 'overdose'],
  ['डिब्बे में तीस गोलियां थीं। उसने सारी खा लीं', 'overdose'],
  ['30 paracetamol le li', 'overdose'],
  ['beti ne 25 crocin khaye hai', 'overdose'],
  ['usne bees goliyan le li hain', 'overdose'],
  ['usne paracetamol 30 kha li', 'overdose'],
  ['30 dolo khaa liye', 'overdose'],
  ['subah 8 baje paracetamol 30 kha li', 'overdose'],
  ['store se laaya aur 30 goli kha li', 'overdose'],
  ['alprax 20 le liya', 'overdose'],
  ['alprax 20 mg le li', 'overdose'],
  ['usne 20 mg alprax kha li', 'overdose'],
  ['she took alprazolam 20mg', 'overdose'],
  ['usne clonazepam 15 kha li', 'overdose'],
  ['valium 30 kha li', 'overdose'],
  ['she took alprax 20', 'overdose'],
  ['took valium 30, very sleepy now', 'overdose'],
  ['अल्प्राजोलम 20 ले ली', 'overdose'],
  ['उसने वैलियम 30 खा ली', 'overdose'],
  ['30 पेरासिटामोल ले ली', 'overdose'],
  ['उसने बीस गोलियां ले ली हैं', 'overdose'],
  ['उसने पैरासिटामोल 30 खा ली', 'overdose'],
  // A strength, a time, what was bought, an amount of which nothing was said, and what is no medicine.
  ['dolo 650 le li, bukhar hai', 'fever', 'overdose'],
  ['paracetamol 10 baje le li', '', 'overdose'],
  ['raat 9 baje goli kha li', '', 'overdose'],
  ['रात 9 बजे गोली खा ली', '', 'overdose'],
  ['took her 9 pm tablet', '', 'overdose'],
  ['aspirin 75 le li', '', 'overdose'],
  ['amlodipine 10 le li', '', 'overdose'],
  ['alprax 0.5 le li', '', 'overdose'],
  ['alprax 0.5 mg le li', '', 'overdose'],
  ['diazepam 20 mg le li', '', 'overdose'],
  ['valium 10 kha li', '', 'overdose'],
  ['took alprax 20 minutes ago', '', 'overdose'],
  ['डायजेपाम 10 ले ली', '', 'overdose'],
  ['din me 3 paracetamol le li', '', 'overdose'],
  ['dukaan se 10 tablet le li', '', 'overdose'],
  ['दुकान से 10 गोली ले ली', '', 'overdose'],
  ['took 500 mg paracetamol', '', 'overdose'],
  ['there are thirty paracetamol in the box', '', 'overdose'],
  ['30 tablets cost too much. He ate all his dinner.', '', 'overdose'],
];

/** What was taken weeks ago is history; what somebody took in a month of something else is not. */
const AMOUNTS_LONG_AGO: readonly Row[] = [
  ['10 tablet le li thi pichle mahine', 'overdose past', 'overdose'],
  ['pichle saal usne 20 goli kha li thi', 'overdose past', 'overdose'],
  ['3 mahine pehle 20 goliyan kha li thi', 'overdose past', 'overdose'],
  ['पिछले महीने 10 गोली ले ली थी', 'overdose past', 'overdose'],
  ['दो साल पहले 20 गोलियां खा ली थीं', 'overdose past', 'overdose'],
  ['last month he took 15 pills', 'overdose past', 'overdose'],
  ['she took 20 tablets last year', 'overdose past', 'overdose'],
  ['took 30 paracetamol two years ago, now cough', 'overdose past, cough', 'overdose'],
  ['kal 20 tablet kha li thi', 'overdose'],
  ['pichle hafte 20 goli kha li thi', 'overdose'],
  ['she took 20 tablets last night', 'overdose'],
  ['low for a month took 20 tablets', 'overdose'],
  ['last year fits, took 20 tablets', 'overdose'],
];

const AGES: readonly Row[] = [
  ['cough and cold, 7 months', 'common_cold', 'chronic_cough'],
  ['khansi jukam, 7 mahine', 'common_cold', 'chronic_cough'],
  ['खांसी जुकाम, 7 महीने', 'common_cold', 'chronic_cough'],
  ['dry cough, 7 months', 'chronic_cough'],
];

const PAINS: readonly Row[] = [
  ['crushing chest pain', 'crushing_chest_pain', 'crush_injury'],
  ['crushing pain in the leg', 'leg_pain', 'crush_injury'],
  ['burning pain in the chest', 'chest_pain', 'burn'],
  ['burning feet at night', 'tingling', 'burn'],
  ['seene mein kuchalne wala dard', 'chest_pain', 'crush_injury'],
  ['seene mein jalan wala dard', 'chest_pain', 'burn'],
  ['सीने में कुचलने वाला दर्द', 'chest_pain', 'crush_injury'],
  ['सीने में जलन वाला दर्द', 'chest_pain', 'burn'],
  ['chest feels crushed', 'crushing_chest_pain', 'chest_injury'],
  ['it feels like my chest is crushed', 'crushing_chest_pain', 'chest_injury'],
  ['my ribs feel crushed', 'crushing_chest_pain', 'chest_injury'],
  ['seena kuchla ja raha hai', 'crushing_chest_pain', 'crush_injury'],
  ['seena dab gaya jaisa lagta hai', 'crushing_chest_pain probable', 'crush_injury'],
  ['सीना कुचला जा रहा है', 'crushing_chest_pain', 'crush_injury'],
  ['सीना कुचल गया जैसा लग रहा है', 'crushing_chest_pain probable', 'crush_injury'],
  ['his chest was crushed by a car', 'crush_injury', 'crushing_chest_pain'],
  ['truck se seena kuchal gaya', 'crush_injury', 'crushing_chest_pain'],
  ['ट्रक से सीना कुचल गया', 'crush_injury', 'crushing_chest_pain'],
  ['a machine is crushing his hand', 'crush_injury'],
  ['her arm is burning, the steam got it', 'burn'],
];

const SORES: readonly Row[] = [
  ['PMH: stroke, MI, has a sore toe', 'foot_pain', 'foot_ulcer'],
  ['sore heel since running', 'foot_pain', 'foot_ulcer'],
  ['a sore on his foot, diabetic', 'foot_ulcer'],
  ['toe ulcer', 'foot_ulcer'],
];

describe.each([
  ['illnesses of the past', HISTORY],
  ['events of others without a date', OF_OTHERS],
  ['amounts named before they were swallowed', AMOUNTS],
  ['amounts swallowed long ago', AMOUNTS_LONG_AGO],
  ['ages at the end', AGES],
  ['pains by the names of injuries', PAINS],
  ['parts that are sore', SORES],
] as const)('reading %s', (_kind, rows) => {
  it.each(rows.map(([text, found, absent = '']) => ({ text, found, absent })))(
    'finds in "$text" $found',
    ({ text, found, absent }) => {
      const short = readStatement({ text }, {}, languages).findings.map(inShort);
      const expected = found === '' ? [] : found.split(', ');
      expect(short).toEqual(expect.arrayContaining(expected));
      const others = short.filter((one) => !expected.includes(one));
      expect(others.filter((one) => absent !== '' && one.startsWith(absent))).toEqual([]);
    },
  );
});

it.each([
  ['cough and cold, 7 months', 7],
  ['khansi jukam, 7 mahine', 7],
  ['खांसी जुकाम, 7 महीने', 7],
  ['I have a cold and a cough, 7 months', null],
  ['my husband has loose motions, 7 months', null],
  ['knee pain, 6 months', null],
  ['din me 3 paracetamol le li', null],
  ['took her 9 pm tablet', null],
])('the age read in "%s" is %s months', (text, months) => {
  expect(readStatement({ text }, {}, languages).patient.ageMonths).toBe(months);
});
