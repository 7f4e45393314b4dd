import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../../test/support/size.ts';
import { denied, finding, past, reading, readingsFor } from '../../../../../test/support/triage-readings.ts';
import { type LoadedKnowledge, loadKnowledge, readStatement } from '../../index.ts';
import type { Condition, Knowledge } from '../knowledge.ts';
import type { Finding, PatientContext, Reading } from '../types.ts';
import { assess } from './assess.ts';

let loaded: LoadedKnowledge;
let knowledge: Knowledge;
beforeAll(() => {
  loaded = loadKnowledge();
  knowledge = loaded.knowledge;
});

describe('the rules', () => {
  it('are 120 red flags and more, each with words, a reason and a public source', () => {
    expect(knowledge.rules.filter(({ urgency }) => urgency <= 2).length).toBeGreaterThanOrEqual(120);
    const incomplete = knowledge.rules.filter(
      ({ id, labels, why, source }) =>
        labels.en === undefined ||
        labels.en === id ||
        (why.en ?? '').length < 20 ||
        !source.url.startsWith('https://'),
    );
    expect(incomplete).toEqual([]);
  });

  it('never give advice to take something by mouth beside advice to give nothing', () => {
    const matching = (pattern: RegExp) =>
      [...knowledge.advice.values()].filter(({ steps }) => steps.en?.some((step) => pattern.test(step)));
    const gives = matching(/\bgive (?:sugar|plenty|oral)|\bchew\b/i);
    const forbids = matching(/nothing (?:to eat or drink|to drink|in the mouth)|give no milk/i);
    expect(gives.length).toBeGreaterThan(3);
    expect(forbids.length).toBeGreaterThan(5);
    const contrary = gives.flatMap((give) =>
      forbids
        // Where the same advice says when to give and when not, it says so beside others too.
        .filter((forbid) => !gives.includes(forbid))
        .filter((forbid) => !forbid.excludes.includes(give.id) && !give.excludes.includes(forbid.id))
        .map((forbid) => `${give.id} beside ${forbid.id}`),
    );
    // Aspirin is chewed with a dry mouth and helps a heart attack also where nothing else may be taken.
    expect(
      contrary.filter((pair) => !/^heart-attack beside (?:breathing|recovery)-position$/.test(pair)),
    ).toEqual([]);
  });

  it('fire on each alternative of their own condition', () => {
    // With no say of findings alone, and no other rule, a rule is all that can decide.
    const concepts = new Map(
      [...knowledge.concepts].map(([id, concept]) => [id, { ...concept, alone: null }]),
    );
    const silent = knowledge.rules.flatMap((rule) => {
      const readings = readingsFor(rule.when);
      if (readings.length === 0) return [rule.id];
      return readings
        .map((one) => ({ one, result: assess(one, { ...knowledge, concepts, rules: [rule] }) }))
        .filter(
          ({ result: { redFlags, grounds } }) =>
            ![...redFlags, ...grounds].some((fired) => fired.rule === rule.id),
        )
        .map(({ one }) => `${rule.id}: ${JSON.stringify(one)}`);
    });
    expect(silent).toEqual([]);
  });

  it('cover every finding that is an emergency by itself, so that a reason is shown', () => {
    const uncovered = [...knowledge.concepts.values()]
      .filter(({ alone }) => alone !== null && alone <= 2)
      .filter(({ id }) =>
        assess(reading([id]), knowledge).redFlags.some(({ rule }) => knowledge.concepts.has(rule)),
      );
    expect(uncovered.map(({ id }) => id)).toEqual([]);
  });

  it('of emergencies need nothing absent and nothing denied', () => {
    const negative = (condition: Condition) => /"(?:none|denied)":/.test(JSON.stringify(condition));
    expect(knowledge.rules.filter(({ urgency, when }) => urgency < 5 && negative(when))).toEqual([]);
  });

  it.each<[topic: string, urgency: 1 | 2, reading: Reading]>([
    ['cardiac arrest', 1, reading(['collapsed', 'not_breathing'])],
    ['choking', 1, reading(['choking'])],
    ['stroke', 1, reading(['speech_slurred'])],
    ['a stroke that went away', 2, reading([past('face_droop', 3 * 1440)])],
    ['heart attack', 1, reading(['chest_pain', 'sweating'])],
    ['silent heart attack', 1, reading(['breathlessness', 'jaw_pain'], { ageGroup: 'elder' })],
    ['silent heart attack in diabetes', 1, reading(['cold_sweat', 'upper_abdominal_pain', past('diabetes')])],
    ['sinking feeling in old age', 2, reading(['uneasy_sinking_feeling'], { ageMonths: 70 * 12 })],
    ['anaphylaxis', 1, reading(['hives', 'breathlessness'])],
    ['severe bleeding', 1, reading(['severe_bleeding'])],
    [
      'bleeding after a tonsil operation',
      1,
      reading([finding('bleeding', { site: 'throat' }), 'recent_surgery']),
    ],
    ['bleeding after birth', 1, reading(['recently_gave_birth', 'heavy_vaginal_bleeding'])],
    ['bleeding on blood thinners', 2, reading(['nosebleed', past('blood_thinner')])],
    ['bleeding in haemophilia', 2, reading(['hot_swollen_joint', past('haemophilia')])],
    ['bleeding from the stomach', 1, reading(['vomiting_blood'])],
    ['bleeding from the bowel', 1, reading(['heavy_rectal_bleeding'])],
    ['sepsis', 1, reading(['fever', 'confused', 'fast_breathing'])],
    ['meningitis', 1, reading(['fever', 'neck_stiffness'])],
    ['a rash that does not fade', 1, reading(['fever', 'non_blanching_rash'])],
    ['low sugar', 1, reading(['low_sugar', 'confused'])],
    ['ketoacidosis', 1, reading(['high_sugar', 'fast_breathing'])],
    ['hyperosmolar state', 1, reading(['very_high_sugar', 'drowsy'])],
    ['missed insulin with vomiting', 2, reading(['missed_insulin', 'vomiting'])],
    ['head injury', 1, reading(['head_injury', 'drowsy'])],
    ['spine injury', 1, reading(['fall', 'cannot_move_limbs'])],
    ['large burn', 1, reading(['large_burn'])],
    ['smoke', 1, reading(['smoke_inhalation', 'headache'])],
    ['drowning', 1, reading(['drowning'])],
    ['electricity', 1, reading(['electric_shock', 'palpitations'])],
    ['organophosphate', 1, reading(['pesticide'])],
    ['kerosene', 1, reading(['kerosene_swallowed'])],
    ['corrosive', 1, reading(['corrosive_swallowed'])],
    ['overdose of medicine', 1, reading(['overdose'])],
    ['methanol', 1, reading(['alcohol_intoxication', 'blurred_vision'])],
    ['carbon monoxide', 1, reading(['carbon_monoxide'])],
    ['snake bite', 1, reading(['snake_bite'])],
    ['scorpion sting of a child', 1, reading(['scorpion_sting'], { ageMonths: 60 })],
    ['heat stroke', 1, reading(['heat_exposure', 'confused'])],
    ['warning signs of dengue', 2, reading(['dengue', 'repeated_vomiting'])],
    ['asthma', 1, reading(['asthma_attack', 'inhaler_not_helping'])],
    ['chronic lung disease', 2, reading([past('copd'), 'breathlessness'])],
    ['breathing of a baby', 1, reading(['chest_indrawing', 'baby_not_feeding'], { ageMonths: 5 })],
    ['first seizure', 2, reading(['first_seizure'])],
    ['repeated seizures', 1, reading(['seizure_repeated'])],
    ['long seizure', 1, reading(['seizure_long'])],
    ['seizure in pregnancy', 1, reading(['seizure'], { pregnant: true })],
    ['seizure in fever', 2, reading(['seizure', 'fever'], { ageMonths: 24 })],
    ['detached placenta', 1, reading(['vaginal_bleeding', 'severe_abdominal_pain'], { pregnant: true })],
    ['cord prolapse', 1, reading(['cord_visible'])],
    ['fewer movements', 2, reading(['baby_moves_less'])],
    ['preterm labour', 1, reading(['labour'], { pregnant: true, pregnancyWeeks: 30 })],
    ['fever of a newborn', 2, reading(['fever'], { ageGroup: 'newborn' })],
    ['newborn who does not feed', 1, reading(['baby_not_feeding', 'fast_breathing'], { ageMonths: 0.5 })],
    ['ectopic pregnancy', 1, reading(['missed_period', 'abdominal_pain', 'shoulder_tip_pain'])],
    ['torsion', 2, reading(['testicle_pain'])],
    [
      'torsion described as groin pain',
      2,
      reading([finding('abdominal_pain', { onset: 'sudden' })], { sex: 'male', ageMonths: 168 }),
    ],
    ['limb without blood', 1, reading(['limb_cold_pale_no_pulse'])],
    ['sudden loss of sight', 2, reading(['vision_loss_sudden', denied('pain')])],
    ['aortic dissection', 1, reading(['tearing_chest_back_pain'])],
    ['aortic aneurysm', 1, reading(['abdominal_pain', 'fainted'], { ageMonths: 70 * 12 })],
    ['lung embolism', 2, reading(['breathlessness', 'calf_pain'])],
    ['lung embolism with a faint', 1, reading(['breathlessness', 'calf_pain', 'fainted'])],
    ['fall on blood thinners', 2, reading(['fall', past('blood_thinner'), denied('head_injury')])],
    ['hip fracture', 2, reading(['fall', 'cannot_bear_weight'], { ageGroup: 'elder' })],
    ['cauda equina', 2, reading(['back_pain', 'urinary_retention'])],
    ['necrotising infection', 1, reading(['spreading_skin_infection', 'severe_pain'])],
    ['fever under chemotherapy', 2, reading(['fever', past('chemotherapy')])],
    ['adrenal crisis', 1, reading(['collapsed', past('steroid_long_term')])],
    ['acute abdomen', 1, reading(['rigid_abdomen'])],
    ['blocked bowel', 2, reading(['abdominal_pain', 'abdominal_swelling', 'repeated_vomiting'])],
    ['urinary retention', 2, reading(['urinary_retention'])],
    ['high potassium', 1, reading(['missed_dialysis', 'palpitations'])],
    ['suicide', 1, reading(['suicidal_thoughts', 'means_at_hand'])],
    ['violence', 1, reading(['violence_threat'])],
    ['child abuse', 2, reading(['child_abuse'])],
    ['psychosis', 2, reading(['hallucinations'])],
    ['an old person newly confused', 2, reading(['confused'], { ageGroup: 'elder' })],
    ['a child too sleepy to drink', 1, reading(['drowsy', 'child_not_drinking'], { ageMonths: 20 })],
    ['loss of function without pain', 1, reading(['arm_weakness_one_side', denied('pain')])],
    ['a faint with palpitations', 2, reading(['fainted', 'palpitations'])],
    ['a collapse with nothing else known', 2, reading(['collapsed'])],
    ['a baby that is not right', 2, reading(['unwell'], { ageMonths: 4 })],
  ])('know %s as an emergency', (_topic, urgency, one) => {
    const assessment = assess(one, knowledge);
    const rules = knowledge.rules.map(({ id }) => id);
    expect(assessment.urgency).toBe(urgency);
    expect(rules).toContain(assessment.redFlags[0]?.rule);
  });
});

describe('the urgency', () => {
  const RUNS = sized({ small: 400, full: 20_000 });
  const patients = fc.record({
    ageMonths: fc.constantFrom(null, 0.5, 2, 8, 30, 100, 190, 300, 500, 700, 900),
    sex: fc.constantFrom('female' as const, 'male' as const, null),
    pregnant: fc.constantFrom(null, true),
  });
  const anyFinding = (): fc.Arbitrary<Finding> =>
    fc
      .record({
        concept: fc.constantFrom(...knowledge.concepts.keys()),
        severity: fc.constantFrom(null, 'mild' as const, 'severe' as const),
        onset: fc.constantFrom(null, 'sudden' as const),
        course: fc.constantFrom(null, 'worsening' as const, 'improving' as const),
        time: fc.constantFrom('current' as const, 'current' as const, 'past' as const),
        certainty: fc.constantFrom('certain' as const, 'possible' as const),
      })
      .map(({ concept, ...more }) => finding(concept, more));

  it('is never less urgent for one more finding or denial', () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding(), { maxLength: 6 }),
        anyFinding(),
        fc.boolean(),
        patients,
        (some, more, negated, patient) => {
          const before = assess(reading(some, patient), knowledge);
          const after = assess(reading([...some, { ...more, negated }], patient), knowledge);
          // More said may end the doubt, and with it the caution that the doubt called for.
          return before.insufficient || after.urgency <= before.urgency;
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('stands on findings that were said and on nothing that was denied', () => {
    fc.assert(
      fc.property(fc.array(anyFinding(), { maxLength: 8 }), patients, (some, patient) => {
        const { redFlags, grounds } = assess(reading(some, patient), knowledge);
        return [...redFlags, ...grounds].every(({ findings }) =>
          findings.every((index) => some[index] !== undefined),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it.each<[vital: keyof NonNullable<PatientContext['vitals']>, from: number, to: number]>([
    ['systolic', 120, 50],
    ['systolic', 120, 250],
    ['pulse', 80, 200],
    ['pulse', 80, 25],
    ['respiratoryRate', 16, 60],
    ['respiratoryRate', 16, 4],
    ['spo2', 98, 60],
    ['temperatureCelsius', 37, 42],
    ['temperatureCelsius', 37, 28],
    ['glucoseMgDl', 110, 600],
    ['glucoseMgDl', 110, 20],
  ])('is never less urgent for a worse %s, from %d to %d', (vital, from, to) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1, 8, 30, 70),
        (a, b, ageYears) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)].map((share) => from + share * (to - from));
          const urgencyOf = (value: number) => {
            const context = { ageYears, vitals: { [vital]: Math.round(value * 10) / 10 } };
            return assess(readStatement({ text: 'cough' }, context, loaded.languages), knowledge).urgency;
          };
          return urgencyOf(more as number) <= urgencyOf(less as number);
        },
      ),
      { numRuns: sized({ small: 60, full: 2000 }) },
    );
  });
});

describe('the cost of an assessment', () => {
  const STATEMENT =
    'My father has had crushing chest pain for 20 minutes, he is sweatting and vomited twice but has no fever. ' +
    'Sugar ki dawa lete hain, saans phool rahi hai, bukhar nahi hai. उन्हें दो दिन से खाँसी है, BP 150/90. ';

  /** Milliseconds of this thread, so that what else the machine does counts little. */
  function cpuOf(times: number, text: string): number {
    const before = process.threadCpuUsage();
    for (let time = 0; time < times; time += 1) {
      assess(readStatement({ text }, {}, loaded.languages), knowledge);
    }
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  }

  it('grows in step with the length of what is said', () => {
    const costs = { short: 0, long: 0 };
    for (let round = 0; round < 15; round += 1) {
      const [short, long] = [cpuOf(8, STATEMENT.repeat(4)), cpuOf(2, STATEMENT.repeat(16))];
      // The first rounds are compilation.
      if (round < 3) continue;
      costs.short += short;
      costs.long += long;
    }
    // As many words in texts four times as long.
    expect(costs.long).toBeLessThan(2 * costs.short);
  });
});
