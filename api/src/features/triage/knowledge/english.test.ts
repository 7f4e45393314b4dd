import { describe, expect, it } from 'vitest';
import { loadKnowledge, readStatement } from '../index.ts';
import { Documents } from './documents.ts';
import { loadLanguage } from './languages.ts';

/**
 * What the English lexicon must find in sentences that were made up for this test, in the words of callers, relatives and
 * clinicians, and what it must leave alone. The cases of the evaluation judge whole assessments; this judges the words.
 */
const { languages, knowledge } = loadKnowledge();

/** What is said, concepts that must be found (after `not:` denied), and concepts that must not be found as present. */
type Row = readonly [said: string, found: string, absent?: string];

const CALLERS: readonly Row[] = [
  ["he's not breathing and he's gone blue", 'not_breathing blue_lips'],
  ["she can't get her breath", 'breathlessness', 'not_breathing'],
  ['not able to breathe properly since morning', 'breathlessness', 'not_breathing'],
  ['he cannot finish a sentence', 'cannot_speak_for_breath'],
  ['my chest is very tight since morning', 'chest_tightness'],
  ['pain in my chest and my left arm feels heavy', 'chest_pain left_arm_pain'],
  ['someone is sitting on my chest', 'chest_tightness'],
  ['like an elephant standing on my chest', 'crushing_chest_pain'],
  ['i have chess pain', 'chest_pain'],
  ['she is having an a flactic reaction', 'anaphylaxis'],
  ['he is having a sea sure', 'seizure'],
  ['he is a die a beetic', 'diabetes'],
  ['having fits and foaming at mouth', 'seizure_now'],
  ['his whole body is shaking and eyes rolled back', 'seizure'],
  ['sugar is low', 'low_sugar'],
  ['the meter just reads HI', 'very_high_sugar'],
  ['he is sinking', 'dying'],
  ['BP shot up', 'high_blood_pressure_reading', 'gunshot_wound'],
  ['she is not opening her eyes', 'unresponsive'],
  ["my mum won't wake up", 'unresponsive'],
  ['he passed out', 'collapsed'],
  ['loose motions since last night', 'diarrhoea'],
  ['giddiness when i stand', 'dizziness'],
  ['gas problem after food', 'acidity', 'gas_leak'],
  ['there is a smell of gas', 'gas_leak', 'acidity'],
  ['she drank phenyl', 'corrosive_swallowed'],
  ['he swallowed rat poison', 'pesticide'],
  ['drank kerosene from a bottle', 'kerosene_swallowed'],
  ['took twenty tablets of crocin', 'overdose'],
  ['the child took something from the cupboard', 'poisoning'],
  ['my water broke', 'water_broke', 'fracture'],
  ['i can see the head coming out', 'birth_now'],
  ['the cord is hanging out', 'cord_visible', 'hanging'],
  ['baby is not moving since yesterday i am 34 weeks', 'baby_moves_less', 'unresponsive'],
  ['i am soaking a pad every hour', 'heavy_vaginal_bleeding'],
  ['vomiting blood', 'vomiting_blood', 'vomiting'],
  ['black tarry motions', 'black_stool'],
  ["can't keep anything down", 'repeated_vomiting'],
  ['not passed urine since last night', 'no_urine'],
  ['stomach is hard like a board', 'rigid_abdomen'],
  ['stomach pain low on the right', 'right_lower_abdominal_pain'],
  ['bitten by a snake', 'snake_bite'],
  ['stray dog bit my son', 'dog_bite'],
  ['bleeding is not stopping', 'bleeding_will_not_stop'],
  ['blood is spurting from his arm', 'severe_bleeding'],
  ['his finger got cut off', 'amputation'],
  ['fell from the second floor', 'fall_from_height'],
  ['she slipped on the bathroom floor', 'fall', 'fall_from_height'],
  ['hit by a scooter', 'road_accident'],
  ['can not feel my legs', 'cannot_move_limbs'],
  ['got a shock from the geyser', 'electric_shock'],
  ['hot oil fell on my hand', 'burn'],
  ['her clothes caught fire', 'large_burn'],
  ['i want to end my life', 'suicidal_thoughts'],
  ['he has a rope', 'means_at_hand'],
  ['he is threatening us with a knife', 'violence_threat'],
  ['my husband beats me', 'domestic_violence'],
  ['one side of her face has dropped', 'face_droop'],
  ['his speech is slurred and he can not lift his right arm', 'speech_slurred arm_weakness_one_side'],
  ['worst headache of my life', 'thunderclap_headache'],
  ['suddenly cannot see from my left eye', 'vision_loss_sudden'],
  ['my heart is racing', 'palpitations'],
  ['feeling very uneasy', 'uneasy_sinking_feeling'],
  ['breathing trouble when i lie flat', 'breathlessness_lying_flat'],
  ['inhaler is not working', 'inhaler_not_helping'],
  ['my tongue is swelling', 'airway_swelling'],
  ['testicle is paining a lot', 'testicle_pain'],
  ['my calf is swollen and hurts', 'leg_swelling_one_side'],
  ['acid went into my eye', 'chemical_in_eye'],
  ['his tooth got knocked out', 'tooth_knocked_out'],
  ['worst period cramps as usual', 'period_pain'],
];

const RELATIVES: readonly Row[] = [
  ['grandpa is talking rubbish since morning and does not know where he is', 'confused'],
  ['he is not himself today', 'confused'],
  ['papa collapsed in the bathroom', 'collapsed'],
  ['my three month old is floppy and not feeding', 'floppy_baby baby_not_feeding'],
  ['the baby stops breathing for a few seconds and then starts again', 'breathing_pauses', 'not_breathing'],
  ['her ribs suck in when she breathes, you can see the ribs', 'chest_indrawing'],
  ['he makes a barking cough like a seal', 'barking_cough'],
  ['no wet nappy since morning and her eyes look sunken', 'no_urine no_tears_sunken_eyes'],
  ["the rash doesn't fade when we press a glass on it", 'non_blanching_rash'],
  ['the soft spot on his head is bulging', 'bulging_fontanelle'],
  ['she keeps crying, nothing calms her', 'inconsolable_crying'],
  ['he is too weak to stand', 'too_weak_to_stand'],
  ['his lips have gone blue', 'blue_lips'],
  ['she has gone grey and clammy', 'pale_grey_skin cold_sweat'],
  ['my father missed his dialysis twice', 'missed_dialysis'],
  ['mother has sugar and has not taken her insulin', 'diabetes missed_insulin'],
  ['he is on blood thinners and hit his head', 'blood_thinner head_injury'],
  ['she takes ecosprin', 'aspirin', 'blood_thinner'],
  ['acitrom for his valve', 'blood_thinner'],
  ['grandma fell and can not get up, her hip hurts', 'fall cannot_get_up hip_pain'],
  ['he was eating and started choking', 'choking'],
  ['a grape is stuck in his throat', 'choking'],
  ['our son swallowed a button battery', 'swallowed_battery_magnet'],
  ['he put a bead in his nose', 'foreign_body'],
  ['she ate prawns and her face is swelling', 'allergen_exposure face_swelling'],
  ['he found the empty strips next to her', 'overdose'],
  ['father has chest infection and is drowsy', 'pneumonia drowsy'],
  ['the child fell into the swimming pool', 'drowning'],
  ['he hears voices and thinks people are following him', 'hallucinations'],
  ['stopped drinking two days ago and now he is shaking and confused', 'alcohol_withdrawal'],
  ['she delivered last week and has fever', 'recently_gave_birth fever'],
  ['he had a stroke three years ago', 'previous_stroke'],
  ['she has been having chemo', 'chemotherapy'],
  ['grandmother is bedridden', 'bedridden'],
  ['my dad wandered off and has dementia', 'missing_person dementia'],
  ['his leg is cold and white', 'limb_cold_pale_no_pulse'],
  ['he was burnt by boiling water all over his chest', 'large_burn'],
  ['stung by bees many times', 'many_stings'],
];

const CLINICIANS: readonly Row[] = [
  ['58M k/c/o DM/HTN/CAD', 'diabetes high_blood_pressure heart_condition'],
  ['c/o CP radiating to L arm, diaphoretic', 'chest_pain pain_radiating_arm_jaw cold_sweat'],
  ['SOB at rest, PND +', 'breathlessness breathlessness_lying_flat'],
  ['DOE x 2 wk', 'breathlessness_on_exertion'],
  ['AMS since am', 'confused'],
  ['LOC 2 min after fall', 'lost_consciousness_after_injury'],
  ['R hemiparesis with aphasia', 'one_sided_weakness speech_slurred'],
  ['GTCS x 3', 'seizure'],
  ['status epilepticus', 'seizure_long'],
  ['hematemesis x 2, melena', 'vomiting_blood black_stool'],
  ['PPH, atonic uterus', 'bleeding_after_birth'],
  ['PV bleed at 32/40', 'vaginal_bleeding'],
  ['meconium stained liquor', 'meconium'],
  ['stridor at rest, IC retractions, SCR', 'stridor chest_indrawing'],
  ['cap refill 5 sec, mottled', 'poor_perfusion mottled_skin'],
  ['petechiae over trunk, nuchal rigidity', 'non_blanching_rash neck_stiffness'],
  ['guarding and rebound tenderness', 'rigid_abdomen'],
  ['CVA tenderness L, rigors', 'flank_pain chills'],
  ['NSTEMI, trop positive', 'acute_coronary_syndrome raised_troponin'],
  ['ST elevation in II, III, aVF', 'ecg_st_elevation'],
  ['AF with RVR', 'fast_heart_rhythm'],
  ['DKA', 'ketoacidosis'],
  ['HHS', 'ketoacidosis'],
  ['?PE, pleuritic CP', 'pulmonary_embolism pleuritic_chest_pain'],
  ['L leg DVT on USG', 'clot_in_leg'],
  ['leaking AAA', 'aortic_emergency'],
  ['SAH on CT', 'brain_bleed'],
  ['TIA this am, resolved', 'tia'],
  ['URTI x 3 d, afebrile', 'common_cold not:fever'],
  ['UTI symptoms', 'urinary_infection'],
  ['LRTI', 'pneumonia'],
  ['acute gastroenteritis', 'gastroenteritis'],
  ['PUO x 3 wk', 'fever_for_days'],
  ['OP poisoning', 'pesticide'],
  ['intentional overdose', 'overdose'],
  ['pinpoint pupils, bradypnoea', 'drug_intoxication'],
  ['unequal pupils, decerebrate', 'unequal_pupils low_gcs'],
  ['saddle anaesthesia, urinary incontinence', 'saddle_numbness loss_of_bladder_bowel_control'],
  ['shortened and externally rotated leg', 'limb_deformed'],
  ['absent distal pulses', 'limb_cold_pale_no_pulse'],
  ['unstable pelvis', 'pelvic_injury'],
  ['tension pneumothorax, tracheal deviation', 'pneumothorax'],
  ['septic shock', 'shock sepsis'],
  ['ruptured ectopic', 'ectopic_pregnancy'],
  ['febrile neutropenia', 'febrile_neutropenia'],
  ['Murphy positive, RUQ pain', 'upper_abdominal_pain'],
  ['bilious vomiting in a neonate', 'green_vomit'],
  ['cord prolapse', 'cord_visible'],
  ['footling breech', 'baby_stuck_at_birth'],
  ['weight bearing, no deformity', 'not:cannot_bear_weight', 'limb_deformed'],
  ['denies chest pain or SOB', 'not:chest_pain not:breathlessness'],
];

const ROUTINE: readonly Row[] = [
  ['i need a refill of my thyroid tablets', 'prescription_refill', 'burn'],
  ['my bp medicine is getting over', 'prescription_refill', 'high_blood_pressure_reading'],
  ['medical certificate for office', 'certificate'],
  ['can the doctor explain my blood report', 'report_question', 'bleeding'],
  ['full body checkup for my parents', 'checkup_wanted'],
  ['is the flu shot available', 'vaccination_wanted', 'gunshot_wound flu'],
  ['need a physio for my frozen shoulder', 'physiotherapy_wanted shoulder_pain'],
  ['nurse at home for dressing', 'nursing_wanted dressing_change'],
  ['stitches to be removed on friday', 'stitches_removal', 'wound_opened'],
  ['what should a diabetic eat', 'diet_advice'],
  ['book an appointment with the dentist', 'appointment_wanted'],
  ['ambulance for discharge tomorrow', 'patient_transport', 'ambulance_wanted'],
  ['runny nose and sneezing, she is playing well', 'runny_nose sneezing feels_fine'],
  ['hair fall and dandruff', 'hair_loss acne_dandruff', 'fall'],
  ['missed my tablet this morning', 'missed_dose'],
  ['mosquito bites are itching', 'insect_bite'],
  ['small cut while shaving', 'small_cut', 'deep_wound'],
  ['no breathing trouble, no fever', 'not:breathlessness not:fever', 'not_breathing'],
];

const INNOCENT: readonly Row[] = [
  ['let us come to the heart of the matter', '', 'chest_pain palpitations'],
  ['he will pass out papers in class', '', 'collapsed'],
  ['she is fit and fine', '', 'seizure seizure_now'],
  ['it is cold weather here', '', 'common_cold cold_hands_feet'],
  ['he loves to play chess', '', 'chest_pain'],
  ['the power cut lasted an hour', '', 'wound'],
  ['call me back later', '', 'back_pain'],
  ['my hearing is fine but the phone is bad', '', 'ear_pain'],
  ['my dad is fine', '', 'rash skin_condition'],
  ['i broke up with my girlfriend', '', 'fracture'],
  ['a slip of paper', '', 'fall'],
];

describe.each([
  ['a caller', CALLERS],
  ['a relative', RELATIVES],
  ['a clinician', CLINICIANS],
  ['a routine request', ROUTINE],
  ['innocent words', INNOCENT],
] as const)('the lexicon in the words of %s', (_name, rows) => {
  it.each(rows.map(([said, found, absent = '']) => ({ said, found, absent })))(
    'reads "$said"',
    ({ said, found, absent }) => {
      const { findings } = readStatement({ text: said }, {}, languages);
      const ids = findings.map(({ concept, negated }) => (negated ? `not:${concept}` : concept));
      const wanted = found.split(' ').filter((id) => id !== '');
      expect(ids).toEqual(expect.arrayContaining(wanted));
      expect(ids.filter((id) => absent.split(' ').includes(id))).toEqual([]);
    },
  );
});

it('has a label and at least one phrase for every concept', () => {
  const concepts = [...knowledge.concepts.keys()];
  const { source, texts } = loadLanguage(new Documents(import.meta.dirname), 'en', new Set(concepts));
  const found = new Set(source.lexicon.filter(({ negated }) => !negated).map(({ concept }) => concept));
  expect(concepts.filter((id) => !found.has(id))).toEqual([]);
  expect(concepts.filter((id) => texts.labels[id] === undefined)).toEqual([]);
});
