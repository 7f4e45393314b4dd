import { describe, expect, it } from 'vitest';
import { call, inShort, read } from '../../../../../test/support/reading.ts';

const findings = (text: string) => read(text).findings.map(inShort).sort();

describe('negation', () => {
  it.each<[text: string, found: string[]]>([
    ['no chest pain', ['not chest_pain']],
    ['she does not have any kind of chest pain', ['not chest_pain']],
    ["he doesn't have fever", ['not fever']],
    ['he doesnt have fever', ['not fever']],
    ['without fever', ['not fever']],
    ['not complaining of any chest pain', ['not chest_pain']],
    ['no severe central chest pain', ['not chest_pain']],
    ['he has never had a seizure', ['not seizure']],
    ['no sign of bleeding', ['not bleeding']],
    ['fever: none', ['not fever']],
    ['chest pain absent', ['not chest_pain']],
    ['no fever or cough', ['not cough', 'not fever']],
    ['no fever, vomiting or cough', ['not cough', 'not fever', 'not vomiting']],
    ['no fever/cough/rash', ['not cough', 'not fever', 'not rash']],
    ['denies chest pain, fever and cough', ['not chest_pain', 'not cough', 'not fever']],
    ['no h/o fever, cough, vomiting.', ['not cough', 'not fever', 'not vomiting']],
  ])('of "%s" denies what it names', (text, found) => {
    expect(findings(text)).toEqual(found);
  });

  it.each<[text: string, found: string[]]>([
    ['no chest pain but breathless', ['breathlessness', 'not chest_pain']],
    ['no chest pain no vomiting but breathless', ['breathlessness', 'not chest_pain', 'not vomiting']],
    ['no fever, chest pain since morning', ['chest_pain', 'not fever']],
    ['denies fever, chest pain since morning', ['chest_pain', 'not fever']],
    ['no he has chest pain', ['chest_pain']],
    ['no my chest hurts', ['chest_pain']],
    ['no fever and she is vomiting', ['not fever', 'vomiting']],
    ['not breathing, fever', ['fever', 'not_breathing']],
    ['chest pain no fever', ['chest_pain', 'not fever']],
    ['chest hurts, no pain in the leg', ['chest_pain', 'not pain']],
    ['he has not slept chest pain all night', ['chest_pain']],
    ['not eating and vomiting', ['vomiting']],
    ["the pain hasn't come back and bleeding is heavy", ['bleeding', 'pain']],
    ['there is no doubt it is chest pain', ['chest_pain']],
  ])('of "%s" denies nothing beside it', (text, found) => {
    expect(findings(text)).toEqual(found);
  });

  it.each<[text: string, found: string[]]>([
    ["can't stop the bleeding", ['bleeding']],
    ['bleeding is not stopping', ['bleeding']],
    ['not only fever', ['fever']],
    ['no improvement in chest pain', ['chest_pain']],
    ['chest pain has not gone', ['chest_pain']],
    ["doesn't know why he is vomiting", ['vomiting']],
    ['not without chest pain', ['chest_pain']],
    ['never had such chest pain before', ['chest_pain']],
    ['fever not coming down', ['fever']],
    ["i don't think he is not breathing well", ['not_breathing']],
    ['no ambulance here, fits again', ['seizure']],
  ])('is only in the words of "%s"', (text, found) => {
    expect(findings(text).map((one) => one.replace(/ (possible|probable)$/, ''))).toEqual(found);
  });

  it.each<[text: string, found: string[]]>([
    ['bukhar nahi hai', ['not fever']],
    ['saans lene mein dikkat nahi hai', ['not breathlessness']],
    ['seene mein dard nahi hai bukhar hai', ['fever', 'not chest_pain']],
    ['bukhar hai khansi nahi hai', ['fever', 'not cough']],
    ['bukhar hai, dard nahi', ['fever', 'not pain']],
    ['bukhar ya khansi nahi hai', ['not cough', 'not fever']],
    ['saans nahi aa rahi', ['not_breathing']],
    ['khoon ruk nahi raha', ['bleeding']],
    ['bukhar utar nahi raha', ['fever']],
    ['dard kam nahi ho raha', ['pain']],
    ['pata nahi kyun ulti ho rahi hai', ['vomiting possible']],
    ['बुखार नहीं है', ['not fever']],
    ['सीने में दर्द नहीं है लेकिन सांस लेने में दिक्कत है', ['breathlessness', 'not chest_pain']],
    ['बुखार है उल्टी नहीं', ['fever', 'not vomiting']],
  ])('in Hindi stands after what it denies: "%s"', (text, found) => {
    expect(findings(text)).toEqual(found);
  });
});

describe('certainty', () => {
  it.each<[text: string, found: string[]]>([
    ['maybe a stroke', ['stroke possible']],
    ["i'm worried it is a heart attack", ['heart_attack possible']],
    ['is it a heart attack?', ['heart_attack possible']],
    ['looks like a seizure', ['seizure probable']],
    ['suspected stroke', ['stroke probable']],
    ['a stroke', ['stroke']],
  ])('of "%s" is read and lowers nothing', (text, found) => {
    expect(findings(text)).toEqual(found);
  });
});

describe('time', () => {
  it.each<[text: string, found: string[]]>([
    ['had a heart attack in 2015', ['heart_attack past']],
    ['stroke five years ago', ['stroke past']],
    ['previous history of seizure', ['seizure past']],
    [
      'PMH: diabetes, a stroke, heart attack. c/o cough',
      ['cough', 'diabetes past', 'heart_attack past', 'stroke past'],
    ],
    ['PMH diabetes, presents with chest pain', ['chest_pain', 'diabetes past']],
    ['PMH diabetes, seizure', ['diabetes past', 'seizure']],
    ['h/o diabetes, stroke today', ['diabetes past', 'stroke']],
    ['headache since I had diabetes', ['diabetes past', 'headache']],
    ['h/o fever since 3 days', ['fever']],
    ['history of seizure', ['seizure']],
    ['chest pain and got a stent 5 years ago', ['chest_pain']],
    ['chest pain with history of stroke', ['chest_pain', 'stroke']],
    ['78 year old chest pain', ['chest_pain']],
    ['previous stroke chest pain', ['chest_pain', 'stroke past']],
    ['in 2015 he had a stroke', ['stroke past']],
    ['if someone has a stroke what do we do', ['stroke feared']],
    ['had a heart attack 2 years ago and now has chest pain', ['chest_pain', 'heart_attack past']],
    ['heart attack last year, today chest pain', ['chest_pain', 'heart_attack past']],
    ['fell three days ago', ['fall']],
    ['fell two weeks ago', ['fall past']],
    ['fell last week', ['fall past']],
    ['fever two weeks ago', ['fever']],
    ['fell 3 days ago', ['fall']],
    ['she had a seizure', ['seizure']],
    ['chest pain same as 2 years ago', ['chest_pain']],
    ['fits again like last year', ['seizure']],
    ['diabetic for ten years', ['diabetes']],
    ['what should i do if he has a seizure', ['seizure feared']],
    ['how to prevent a stroke', ['stroke feared']],
    ['i am scared he has a stroke', ['anxiety caller', 'stroke possible']],
    ['what should i do he has chest pain', ['chest_pain']],
  ])('of "%s" is past or feared only if it says so', (text, found) => {
    expect(findings(text)).toEqual(found);
  });
});

describe('the person', () => {
  it.each<[text: string, found: string[]]>([
    ['my neighbour had a stroke last year', ['stroke past other']],
    ['family history of heart attack, chest pain now', ['chest_pain', 'heart_attack other']],
    ['my neighbour has chest pain', ['chest_pain']],
    ['i am so scared my father has chest pain', ['anxiety caller', 'chest_pain possible']],
  ])('in "%s" is the patient unless it is certain', (text, found) => {
    expect(findings(text)).toEqual(found);
  });
});

describe('details', () => {
  it.each<[text: string, concept: string, details: object]>([
    ['severe headache', 'headache', { severity: 'severe' }],
    ['mild fever and severe headache', 'fever', { severity: 'mild' }],
    ['mild fever and severe headache', 'headache', { severity: 'severe' }],
    ['sudden chest pain', 'chest_pain', { onset: 'sudden' }],
    ['chest pain came suddenly', 'chest_pain', { onset: 'sudden' }],
    ['headache getting worse', 'headache', { course: 'worsening' }],
    ['fever for 3 days', 'fever', { sinceMinutes: 4320 }],
    ['fever since 2 hours and cough for a week', 'cough', { sinceMinutes: 10_080 }],
    ['fever since 2 hours and cough for a week', 'fever', { sinceMinutes: 120 }],
    ['operation 2 years ago and now fever', 'fever', { sinceMinutes: null }],
    ['bukhar 2 din se', 'fever', { sinceMinutes: 2880 }],
    ['pain in the left knee', 'pain', { site: 'leg' }],
  ])('of "%s" belong to %s', (text, concept, details) => {
    const finding = read(text).findings.find((one) => one.concept === concept);
    expect(finding).toMatchObject(details);
  });
});

describe('answers', () => {
  it.each<[lines: string[], found: string[]]>([
    [['operator: any chest pain?', 'caller: yes'], ['chest_pain']],
    [['operator: any chest pain?', 'caller: no'], ['not chest_pain']],
    [['operator: any chest pain?', 'caller: haan'], ['chest_pain']],
    [['operator: bukhar hai?', 'caller: nahi'], ['not fever']],
    [['operator: is he breathing?', 'caller: no'], ['not_breathing']],
    [
      ['operator: is he breathing?', 'caller: yes but he has fever'],
      ['fever', 'not not_breathing'],
    ],
    [['operator: any chest pain?', 'caller: fever since yesterday'], ['fever']],
    [
      ['operator: any chest pain or vomiting', 'caller: no no vomiting'],
      ['not chest_pain', 'not vomiting', 'not vomiting'],
    ],
    [['caller: chest pain', 'operator: any fever? stay calm'], ['chest_pain']],
  ])('of %j count, questions do not', (lines, found) => {
    expect(
      read(call(...lines))
        .findings.map(inShort)
        .sort(),
    ).toEqual(found);
  });

  it('count within a text without speakers', () => {
    expect(findings('chest pain? no. fever? yes since monday')).toEqual(['fever', 'not chest_pain']);
    expect(findings("chest pain? I don't want to make a fuss.")).toEqual(['chest_pain']);
  });
});
