import { describe, expect, it } from 'vitest';
import { read } from '../../../../../test/support/reading.ts';
import type { Patient, VitalName } from '../types.ts';

const vitals = (text: string) =>
  Object.fromEntries(read(text).measurements.map(({ vital, value }) => [vital, value]));

describe('ages', () => {
  it.each<[text: string, patient: Partial<Patient>]>([
    ['78 year old with chest pain', { ageMonths: 936, ageGroup: 'elder' }],
    ['78/M chest pain', { ageMonths: 936, sex: 'male' }],
    ['M 54 fever', { ageMonths: 648, sex: 'male' }],
    ['54yo f with fever', { ageMonths: 648, sex: 'female' }],
    ['35F fever', { ageMonths: 420, sex: 'female' }],
    ['aged 67', { ageMonths: 804 }],
    ['pt is 45 yrs male', { ageMonths: 540, sex: 'male' }],
    ['3 wk old baby with fever', { ageMonths: 0.69, ageGroup: 'newborn' }],
    ['three week old', { ageMonths: 0.69, ageGroup: 'newborn' }],
    ['six-month-old', { ageMonths: 6, ageGroup: 'infant' }],
    ['two and a half year old boy', { ageMonths: 30, ageGroup: 'toddler', sex: 'male' }],
    ['our baby is 5 days old', { ageGroup: 'newborn' }],
    ['my mother is 82', { ageMonths: 984, sex: 'female' }],
    ['my dad, 70, has chest pain', { ageMonths: 840, sex: 'male' }],
    ['she is in her seventies', { ageMonths: 900, ageGroup: 'elder', sex: 'female' }],
    ['i am 35, my mother is 78 and has fever', { ageMonths: 936 }],
    ['i am 35 and have chest pain', { ageMonths: 420 }],
    ['dadi is 78', { ageMonths: 936, sex: 'female' }],
    ['75 saal ke dada ji', { ageMonths: 900, sex: 'male' }],
    ['do mahine ka bachcha', { ageMonths: 2, ageGroup: 'infant' }],
    ['७८ साल की दादी', { ageMonths: 936, sex: 'female' }],
    ['तीन महीने का बच्चा', { ageMonths: 3, ageGroup: 'infant' }],
    ['an old lady fell', { ageMonths: null, ageGroup: 'elder', sex: 'female' }],
    ['newborn not feeding', { ageMonths: null, ageGroup: 'newborn' }],
    ['my grandfather', { ageGroup: 'elder', sex: 'male' }],
  ])('of "%s" is read', (text, patient) => {
    expect(read(text).patient).toMatchObject(patient);
  });

  it.each([
    'chest pain for 3 days',
    'fever since 2 hours',
    'operated 2 years ago',
    'BP 120/80 pulse 78',
    'took 20 tablets',
    'my mother has fever 102',
    'my father has had sugar for 10 years',
    '3 din se bukhar',
    'how do I do this',
  ])('are not taken from "%s"', (text) => {
    expect(read(text).patient.ageMonths).toBeNull();
  });
});

describe('pregnancy', () => {
  it.each<[text: string, patient: Partial<Patient>]>([
    ['32 weeks pregnant', { pregnant: true, pregnancyWeeks: 32, sex: 'female', ageMonths: null }],
    ['she is pregnant, 8 months', { pregnant: true, pregnancyWeeks: 35 }],
    ['G2P1 at 38+4', { pregnant: true, pregnancyWeeks: 38 }],
    ['she is not pregnant', { pregnant: false, pregnancyWeeks: null }],
    ['my wife is pregnant, the baby is not moving', { pregnant: true, ageGroup: 'adult' }],
    ['18/12 M, cough 3/7', { ageMonths: 18, sex: 'male' }],
    ['6/52 baby check', { ageMonths: 1.38 }],
    ['9 d M, fever', { ageMonths: 0.3, sex: 'male' }],
    ['day 3 neonate, 37+1', { ageGroup: 'newborn' }],
    ['F, 19 days, T 38.2', { ageMonths: 0.62, sex: 'female' }],
    ['Baby boy, 7 months, dry cough 2/7', { ageMonths: 7, sex: 'male' }],
    ['82, tested positive for covid today', { ageMonths: 984 }],
    ['15 months, fever for 2 days, pulling right ear', { ageMonths: 15 }],
    ['strawberry tongue, sore throat, he is ill, 6 yr', { ageMonths: 72, sex: 'male' }],
    ['picks his nose, 6', { ageMonths: 72 }],
    ['hot flushes and moods, 51, periods stopped', { ageMonths: 612 }],
    ['my grandmother has knee pain, 3 years, both sides', { ageMonths: null, ageGroup: 'elder' }],
    ['I have had back pain, 6 years, worse now', { ageMonths: null }],
    ['BP 150, 90, pulse 80', { ageMonths: null }],
    ['child fever four days', { ageMonths: null, ageGroup: 'child' }],
    ['fever 3 days, my mother, 70, weak', { ageMonths: 840, sex: 'female' }],
    ['27F 20/40 G2P1', { ageMonths: 324, pregnancyWeeks: 20 }],
    ['saatva mahina chal raha hai', { pregnant: true, pregnancyWeeks: 30 }],
  ])('in "%s" is read', (text, patient) => {
    expect(read(text).patient).toMatchObject(patient);
  });
});

describe('measured values', () => {
  it.each<[text: string, values: Partial<Record<VitalName, number>>]>([
    ['BP 86/40, HR 132', { systolic: 86, diastolic: 40, pulse: 132 }],
    ['bp ninety over fifty', { systolic: 90, diastolic: 50 }],
    ['bp is 90 by 60', { systolic: 90, diastolic: 60 }],
    ['blood pressure one eighty over one ten', { systolic: 180, diastolic: 110 }],
    ['BP - 110/70 mmHg', { systolic: 110, diastolic: 70 }],
    ['bp 80 systolic', { systolic: 80 }],
    ['pulse 40', { pulse: 40 }],
    ['heart rate is one thirty two', { pulse: 132 }],
    ['RR 36', { respiratoryRate: 36 }],
    ['he is breathing maybe four times a minute', { respiratoryRate: 4 }],
    ['SpO2 82% on room air', { spo2: 82 }],
    ['sats 82', { spo2: 82 }],
    ['oxygen level is showing 85', { spo2: 85 }],
    ['temp 103', { temperatureCelsius: 39.44 }],
    ['my baby has 38.6', { temperatureCelsius: 38.6 }],
    ['her weight is 38.6', {}],
    ['bp tablet telma 40', {}],
    ['bp ki goli ke baad 180', { systolic: 180 }],
    ['103 F', { temperatureCelsius: 39.44 }],
    ['77F, vertigo since morning', {}],
    ['fever 39.5', { temperatureCelsius: 39.5 }],
    ['102 fever', { temperatureCelsius: 38.89 }],
    ['temperature 38.2 degrees celsius', { temperatureCelsius: 38.2 }],
    ['sugar 45', { glucoseMgDl: 45 }],
    ['sugar is 2.8', { glucoseMgDl: 50.4 }],
    ['glucose 28 mmol', { glucoseMgDl: 504 }],
    ['RBS 450 mg/dl', { glucoseMgDl: 450 }],
    ['GCS 9', { gcs: 9 }],
    ['GCS E2V2M5', { gcs: 9 }],
    ['INR 6.8', { inr: 6.8 }],
    ['lactate 5', { lactate: 5 }],
    ['Hb 5', { haemoglobin: 5 }],
    ['K 6.9', { potassium: 6.9 }],
    ['K+ 6.9', { potassium: 6.9 }],
    ['plt 12k', { platelets: 12 }],
    ['platelets 12,000', { platelets: 12 }],
    ['platelet count 1.2 lakh', { platelets: 120 }],
    ['K 5.6 Na 112', { potassium: 5.6, sodium: 112 }],
    ['bukhar hai na 102', { temperatureCelsius: 38.89 }],
    ['pH 7.05, ketones 6.4', { ph: 7.05, ketones: 6.4 }],
    ['trop 18 -> 142 ng/L', { troponin: 142 }],
    ['troponin 0.35 ng/ml', { troponin: 350 }],
    ['CK 48,000, creat 410', { creatineKinase: 48_000, creatinine: 4.64 }],
    ['SBR 340, Ca 3.6', { bilirubin: 19.88, calcium: 3.6 }],
    ['CA 15-3 raised', {}],
    ['PEFR 45%', { peakFlowPercent: 45 }],
    ['peak flow 120', { peakFlowPercent: 26.67 }],
    ['CRT 5s, EBL 1.6 L', { capillaryRefillSeconds: 5, bloodLossMl: 1600 }],
    ['type 2 sugar', {}],
    ['बीपी ९०/६०', { systolic: 90, diastolic: 60 }],
    ['sugar 45 hai', { glucoseMgDl: 45 }],
    ['ek sau teen bukhar', { temperatureCelsius: 39.44 }],
  ])('in "%s" are read', (text, values) => {
    expect(vitals(text)).toEqual(values);
  });

  it.each([
    'pulse 900',
    'temp 12',
    'fever for 3 days',
    'spo2 4',
    'gcs 22',
    'since 120/200 days',
    'call 98450 12345',
  ])('that no person can have are dropped: "%s"', (text) => {
    expect(read(text).measurements).toEqual([]);
  });

  it('of text and context count by the worse', () => {
    const { measurements } = read({ text: 'spo2 96' }, { vitals: { spo2: 82, pulse: 80 } });
    expect(measurements.map(({ vital, value }) => [vital, value])).toEqual([
      ['spo2', 82],
      ['pulse', 80],
    ]);
  });
});

describe('findings from values', () => {
  const found = (text: string) => read(text).findings.map(({ concept }) => concept);

  it.each<[text: string, concept: string]>([
    ['BP 86/40', 'very_low_blood_pressure'],
    ['BP 95/60 pulse 120', 'high_shock_index'],
    ['SpO2 90', 'low_oxygen'],
    ['sugar 45', 'low_sugar'],
    ['glucose 28 mmol', 'very_high_sugar'],
    ['temp 103', 'high_fever'],
    ['RR 28', 'fast_breathing'],
    ['GCS 9', 'low_gcs'],
    ['K 6.9', 'very_high_potassium'],
    ['INR 6.8', 'high_inr'],
    ['plt 12k', 'very_low_platelets'],
    ['lactate 5', 'very_raised_lactate'],
    ['Hb 5', 'severe_anaemia'],
    ['BP 200/100', 'high_blood_pressure_reading'],
    ['1 year old RR 45', 'fast_breathing'],
    ['3 year old pulse 170', 'child_vital_signs_abnormal'],
    ['took 20 tablets of paracetamol', 'overdose'],
    ['swallowed a strip of 10 tablets', 'overdose'],
  ])('"%s" include %s', (text, concept) => {
    expect(found(text)).toContain(concept);
  });

  it.each<[text: string, concept: string]>([
    ['3 month old RR 45', 'fast_breathing'],
    ['6 month old pulse 150', 'very_fast_pulse'],
    ['he takes 2 tablets daily', 'overdose'],
    ['took 1 tablet of paracetamol', 'overdose'],
    ['known case of copd, spo2 90', 'low_sugar'],
  ])('"%s" do not include %s', (text, concept) => {
    expect(found(text)).not.toContain(concept);
  });

  // Worked by hand from the published table of the Royal College of Physicians.
  it.each<[text: string, total: number]>([
    ['RR 16, SpO2 97, BP 120/80, pulse 70, temp 37', 0],
    ['RR 22, SpO2 94, BP 105/70, pulse 95, temp 38.5', 2 + 1 + 1 + 1 + 1],
    ['RR 26, SpO2 90, BP 86/40, pulse 132, temp 39.5', 3 + 3 + 3 + 3 + 2],
    ['RR 8, SpO2 92, BP 225/120, pulse 40, temp 35, GCS 14', 3 + 2 + 3 + 3 + 3 + 3],
  ])('NEWS2 of "%s" is %i', (text, total) => {
    expect(vitals(text).news2).toBe(total);
  });

  it('NEWS2 is not computed for children or from two values', () => {
    expect(vitals('RR 22, pulse 95').news2).toBeUndefined();
    expect(vitals('5 year old, RR 30, pulse 130, temp 39, spo2 95').news2).toBeUndefined();
  });
});

describe('durations', () => {
  it.each<[text: string, minutes: number]>([
    ['fever for 3 days', 4320],
    ['fever since yesterday', 1440],
    ['fever for half an hour', 30],
    ['fever for two and a half hours', 150],
    ['fever 20 mins', 20],
    ['fever x 3/7', 4320],
    ['fever since 3-4 days', 5760],
    ['bukhar teen din se', 4320],
    ['बुखार दो दिन से', 2880],
    ['fever started 2 hours ago', 120],
    ['fever for a week', 10_080],
  ])('of "%s" are %i minutes', (text, minutes) => {
    expect(read(text).findings.find(({ concept }) => concept === 'fever')?.sinceMinutes).toBe(minutes);
  });
});
