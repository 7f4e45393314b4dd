import { describe, expect, it } from 'vitest';
import { readStatement } from '../engine/read.ts';
import { loadKnowledge } from './load.ts';

const { knowledge, languages, gaps } = loadKnowledge();

/**
 * Sentences with what must be found in them: a concept or one that implies it, `not` one that is denied, `never` one that
 * must not be found. Written for this test by ear, apart from the cases of the evaluation.
 */
const DEVANAGARI = `
  पापा को सीने में दर्द हो रहा है और पसीना आ रहा है | chest_pain, sweating
  उनको हार्ट अटैक आया है | heart_attack
  दादी बेहोश हो गई हैं | unresponsive
  होश नहीं आ रहा है | unresponsive
  सांस नहीं चल रही | not_breathing
  साँस लेने में तकलीफ़ हो रही है | breathlessness
  सांस लेने में कोई दिक्कत नहीं | not breathlessness
  दम घुट रहा है | breathlessness
  गले में रोटी अटक गई | choking
  होंठ नीले पड़ गए हैं | blue_lips
  बच्चे की पसलियां चल रही हैं | chest_indrawing
  दमे का दौरा पड़ा है इनहेलर से आराम नहीं | asthma_attack, inhaler_not_helping
  छाती में जकड़न और घबराहट | chest_tightness, uneasy_sinking_feeling
  सीना भारी लग रहा है | chest_tightness
  दर्द बाएं हाथ तक जा रहा है | pain_radiating_arm_jaw
  धड़कन बहुत तेज चल रही है | palpitations
  बीपी बहुत लो हो गया है | low_blood_pressure
  बीपी बढ़ गया है | high_blood_pressure_reading
  चक्कर खाकर गिर गए | collapsed
  दौरा पड़ रहा है मुंह से झाग आ रहा है | seizure_now
  बच्चे को झटके आ रहे हैं | seizure_now
  मुंह टेढ़ा हो गया | face_droop
  ज़ुबान लड़खड़ा रही है | speech_slurred
  लकवा मार गया है | stroke
  एक हाथ नहीं उठ रहा | arm_weakness_one_side
  अचानक बहुत तेज सिर दर्द हुआ | thunderclap_headache
  दादाजी बहकी बहकी बातें कर रहे हैं | confused
  बच्चा बहुत सुस्त है | drowsy
  खून नहीं रुक रहा है | bleeding_will_not_stop
  बहुत खून बह रहा है | severe_bleeding
  सँप ने काट लिया | snake_bite
  नाक से खून आ रहा है | nosebleed
  खून की उल्टी हुई | vomiting_blood
  उल्टी दस्त हो रहे हैं | vomiting, diarrhoea
  पेट में बहुत तेज दर्द है | severe_abdominal_pain
  पेशाब नहीं आ रहा सुबह से | no_urine
  पेशाब में जलन है | burning_urine
  शुगर कम हो गई है | low_sugar
  पानी की थैली फट गई | water_broke
  डिलीवरी के दर्द शुरू हो गए | labour
  बच्चे का सिर दिख रहा है | birth_now
  पेट में बच्चा हिल नहीं रहा | baby_moves_less
  गर्भवती है और खून आ रहा है | bleeding_in_pregnancy, pregnant
  बच्चा दूध नहीं पी रहा | baby_not_feeding
  नवजात को बुखार है | fever
  बुखार नहीं है | not fever
  न बुखार है, न खांसी | not fever, not cough
  तीन दिन से तेज़ बुखार है | fever_for_days
  हाथ पैर ठंडे पड़ गए | cold_hands_feet
  ज़हर खा लिया | poisoning
  कीटनाशक पी लिया | pesticide
  फिनाइल पी लिया बच्चे ने | corrosive_swallowed
  मिट्टी का तेल पी लिया | kerosene_swallowed
  नींद की बहुत सारी गोलियां खा लीं | overdose
  साँप ने काट लिया | snake_bite
  सांप ने डस लिया है | snake_bite
  बिच्छू ने डंक मारा | scorpion_sting
  कुत्ते ने काट लिया | dog_bite
  करंट लग गया | electric_shock
  गरम तेल से हाथ जल गया | burn
  लू लग गई है | heat_stroke
  फांसी लगा ली | hanging
  मैं जीना नहीं चाहता | suicidal_thoughts
  आत्महत्या करने की कोशिश की | suicide_attempt
  घर में आग लग गई है | house_fire
  छत से गिर गया | fall_from_height
  एक्सीडेंट हो गया है | road_accident
  सिर में चोट लगी है | head_injury
  हड्डी टूट गई | fracture
  चाकू मार दिया | stab_wound
  चेहरा सूज गया है | face_swelling
  तबीयत ठीक नहीं है | unwell
  कमजोरी महसूस हो रही है | general_weakness
  सर्दी जुकाम है | common_cold
  गला खराब है | sore_throat
  घुटने में दर्द है | knee_pain
  गैस और एसिडिटी है | acidity
  कब्ज की शिकायत है | constipation
  दवाई खत्म हो गई है | prescription_refill
  मेडिकल सर्टिफिकेट चाहिए | certificate
  रिपोर्ट दिखानी है | report_question
  खून की जांच करानी है | test_wanted
  टीका लगवाना है | vaccination_wanted
  चेकअप कराना है | checkup_wanted
  पट्टी बदलवानी है | dressing_change
  चेस्ट पेन हो रहा है और वोमिटिंग भी | chest_pain, vomiting
  नब्ज नहीं मिल रही | no_pulse
  एक टांग सूज गई है | leg_swelling_one_side
  पीलिया हो गया है | jaundice
  डायलिसिस छूट गई | missed_dialysis
  बैटरी निगल ली | swallowed_battery_magnet
  आंख में चूना चला गया | chemical_in_eye
  गैस लीक हो रही है | gas_leak
  पानी में डूब गया था | drowning
  सीने में दर्द नहीं है | not chest_pain
  खांसी में खून आता है | coughing_blood
  उल्टी रुक ही नहीं रही | repeated_vomiting
`;

const LATIN_AND_MIXED = `
  papa ko chest pain ho raha hai aur sweating bhi hai | chest_pain, sweating
  unko attack aaya hai jaldi ambulance bhejo | heart_attack, ambulance_wanted
  seene mein jakdan ho rahi hai subah se | chest_tightness
  seena bhaari lag raha hai, dil baith raha hai | chest_tightness, uneasy_sinking_feeling
  mere husband ke sine me bahut tez dard hai jo left haath tak ja raha hai | chest_pain, pain_radiating_arm_jaw
  chhati pe jaise haathi baith gaya ho | crushing_chest_pain
  ghabrahat ho rahi hai aur thanda paseena aa raha | uneasy_sinking_feeling, cold_sweat
  dadaji saans nahi le rahe hain | not_breathing
  saans nahin aa rahi bachche ko | not_breathing
  chalne par saans phoolti hai | breathlessness_on_exertion
  dum ghut raha hai mera | breathlessness
  saans lene mein koi dikkat nahi hai | not breathlessness
  khaana khate khate gale mein atak gaya | choking
  inhaler se bhi aaram nahi mil raha | inhaler_not_helping
  bachche ki pasli chal rahi hai | chest_indrawing
  hoth neele pad gaye hain | blue_lips
  raat ko letne par saans phoolti hai | breathlessness_lying_flat
  BP badh gaya hai 190 ho gaya | high_blood_pressure_reading
  pressure low hai bahut | low_blood_pressure
  nabz nahi mil rahi | no_pulse
  pulse nahi mil rahi behosh hai | no_pulse, unresponsive
  ECG mein problem aayi doctor ne bola | irregular_heartbeat
  chakkar khake gir gaye | collapsed
  behosh ho gaye hain uth nahi rahe | unresponsive
  hosh nahi aa raha | unresponsive
  hosh mein hain, baat kar rahe hain | not unresponsive
  daura pad raha hai munh se jhaag aa raha | seizure_now
  bete ko fits aa rahe hain | seizure_now
  aaj subah se teen baar daura pada | seizure_repeated
  mirgi ki dawai khatam ho gayi | epilepsy, prescription_refill, never seizure_now
  muh tedha ho gaya hai aur bol nahi pa rahe | face_droop, speech_slurred
  zubaan ladkhada rahi hai | speech_slurred
  lakwa maar gaya papa ko | stroke
  ek haath nahi uth raha | arm_weakness_one_side
  aadha sharir sunn ho gaya | numbness_one_side
  achanak se bahut tez sir dard hua, aisa kabhi nahi hua | thunderclap_headache
  haath pair thande pad gaye | cold_hands_feet
  bahki bahki baatein kar rahe hain dadi | confused
  achanak ek aankh se dikhna band ho gaya | vision_loss_sudden
  gardan akad gayi hai aur bukhar hai | neck_stiffness, fever
  khoon nahi ruk raha | bleeding_will_not_stop
  khoon bah raha hai bahut | severe_bleeding
  naak se khoon aa raha | nosebleed
  khoon ki ulti hui do baar | vomiting_blood
  ulti dast lag gaye | vomiting, diarrhoea
  pet mein marod uth rahi hai | abdominal_pain
  pet patthar jaisa kada ho gaya | rigid_abdomen
  potty kali aa rahi hai | black_stool
  kal se peshab nahi aaya | no_urine
  peshab mein jalan hoti hai | burning_urine
  sugar low ho gayi hai 45 aa rahi | low_sugar
  shugar bahut badh gayi 480 | high_sugar
  paani toot gaya hai 9va mahina hai | water_broke
  dard uth rahe hain har paanch minute mein | labour
  bachche ka sir dikh raha hai | birth_now
  bachcha hil nahi raha pet mein | baby_moves_less
  delivery ke baad khoon bahut ja raha | bleeding_after_birth
  7 mahine ki pregnant hai khoon aa raha hai neeche se | bleeding_in_pregnancy, pregnant
  baby ne doodh nahi piya subah se | baby_not_feeding
  bachcha bahut sust hai uth nahi raha | drowsy
  navjaat ko bukhar hai | fever
  bachcha dheela pad gaya hai | floppy_baby
  bachcha lagatar ro raha chup nahi ho raha | inconsolable_crying
  bukhaar utar nahi raha chaar din se | fever
  bukhar nahi hai | not fever
  na bukhar hai, na khansi | not fever, not cough
  zeher kha liya usne | poisoning
  keetnashak pee liya khet mein | pesticide
  phenyl pee liya galti se | corrosive_swallowed
  bachche ne mitti ka tel pi liya | kerosene_swallowed
  tezaab gir gaya haath pe | chemical_burn
  neend ki goliyan kha li bahut saari | overdose
  saanp ne kaat liya pair mein | snake_bite
  bichhu ne kaata | scorpion_sting
  kutte ne kaata hai | dog_bite
  current lag gaya bhai ko | electric_shock
  garam paani gir gaya jal gaya haath | burn
  loo lag gayi hai | heat_stroke
  phansi laga li usne | hanging
  jaan dena chahta hai | suicidal_thoughts
  main jeena nahi chahti | suicidal_thoughts
  ghar mein aag lag gayi | house_fire
  gas leak ho rahi hai kitchen mein | gas_leak
  paani mein doob gaya bachcha | drowning
  chhat se gir gaya | fall_from_height
  accident ho gaya highway pe | road_accident
  sir mein chot lagi hai ulti ho rahi | head_injury
  haddi bahar aa gayi | open_fracture
  haath toot gaya lagta hai | fracture
  pair mein moch aa gayi | sprain
  goli maar di kisi ne | gunshot_wound
  chaku maar diya | stab_wound
  machine mein ungli kat gayi | amputation
  pati ne bahut maara hai | domestic_violence
  allergy ho gayi poore sharir pe chakatte | allergic_reaction, hives
  chehra sooj gaya hai saans mein dikkat | face_swelling, breathlessness
  kamzori lag rahi hai | general_weakness
  tabiyat kharab hai | unwell
  achanak haalat bahut kharab ho gayi | worse_suddenly
  khansi jukaam hai do din se | common_cold
  gala kharab hai | sore_throat
  ghutne mein dard rehta hai | knee_pain
  gas acidity ho rahi hai | acidity
  kabz hai teen din se | constipation
  khujli ho rahi hai daad hai | itching, skin_condition
  BP ki dawai khatam ho gayi parcha chahiye | prescription_refill
  medical certificate banwana hai | certificate
  report dikhani hai doctor ko | report_question
  khoon ki jaanch karwani hai | test_wanted
  bachche ko tika lagwana hai | vaccination_wanted
  checkup karwana hai | checkup_wanted
  physiotherapy ke liye kisi ko bhej dijiye | physiotherapy_wanted
  patti badalwani hai | dressing_change
  taanke katwane hain | stitches_removal
  neend nahi aati raat ko | insomnia
  breathing nahi ho rahi unki | not_breathing
  baby ko fits aaye the abhi so raha hai | seizure
  dialysis miss ho gaya hai do baar | missed_dialysis
  ulti band nahi ho rahi | repeated_vomiting
  bolne mein koi dikkat nahi, haath pair theek chal rahe | never one_sided_weakness
  chest mein pain nahi hai bas gas hai | not chest_pain, acidity
  seene me halka halka dard hai, thoda sa, theek ho jayega | chest_pain
  dadi gir gayi uth nahi pa rahi kulhe mein dard | fall, cannot_get_up, hip_injury
  aankh mein chuna chala gaya | chemical_in_eye
  battery nigal li bachche ne | swallowed_battery_magnet
  sikka nigal liya | swallowed_object
  sharab pi ke behosh pada hai | alcohol_intoxication, unresponsive
  desi daru pi thi ab dikhai nahi de raha | methanol, vision_loss_sudden
  pilia ho gaya hai aankhein peeli | jaundice
  dengue hai platelets gir gaye | dengue, low_platelets
  khansi mein khoon aa raha | coughing_blood
  heart ke mareez hain stent pada hai | heart_condition
  warfarin lete hain gir gaye the | blood_thinner, fall
  period ka dard ho raha hai | period_pain
  mummy ko subah se seene me jalan aur ghabraht ho rahi h, pasina bhi bahut aa rha h | uneasy_sinking_feeling, sweating
  bhaiya jaldi aaiye mere pitaji gir pade hain aur bol nahi pa rahe | collapsed, speech_slurred
  unka ek side kaam nahi kar raha | one_sided_weakness
  baat karte karte achanak gir gayi aur ab jawab nahi de rahi | collapsed, unresponsive
  aankhein palat gayi hain bachche ki | seizure
  daant bhinch gaye hain aur sharir akad gaya | seizure
  do mahine ka beta hai saans beech beech mein ruk jaati hai | breathing_pauses
  6 month baby saans tez chal rahi hai aur pasli dhas rahi | fast_breathing, chest_indrawing
  beti ko 104 bukhar hai utar hi nahi raha | high_fever
  dadi ko bp ki bimari hai aur shugar bhi, ab kuch bol nahi rahi | high_blood_pressure
  pati ne gusse mein phenyl pi liya hai | corrosive_swallowed
  bahu ne sulphas kha liya | pesticide
  chuhe marne ki dawa kha li bachche ne | pesticide
  bijli ka jhatka laga hai, haath jal gaya | electric_shock, burn
  gas cylinder phat gaya kitchen me aag lag gai | house_fire
  khet me kaam karte karte saanp ne das liya | snake_bite
  lathi se maara hai sir phat gaya khoon nikal raha hai | head_injury
  truck ne takkar maar di bike ko | road_accident
  seedhiyon se phisal gayi nani | fall_from_height
  pair ke upar se gaadi nikal gayi | crush_injury
  mera ek hi pair sooj gaya hai | leg_swelling_one_side
  chehre pe sujan aa gayi dawa khane ke baad | face_swelling
  moongfali khane ke baad gala band ho raha hai | throat_tightness, allergen_exposure
  pura sharir laal ho gaya khujli ho rahi hai injection ke baad | itching
  sugar 500 dikha raha hai ulti ho rahi | very_high_sugar, vomiting
  insulin lena bhool gaye | missed_insulin
  nauva mahina chal raha hai pet mein dard uth raha hai | pregnant, labour
  bachcha ulta hai pair bahar aa gaye | baby_stuck_at_birth
  naal bahar latak rahi hai | cord_visible
  pet mein bachcha kal se ghum nahi raha | baby_moves_less
  aawazein sunai deti hain use | hallucinations
  woh chhat pe khada hai kood jayega | means_at_hand
  haath ki nas kaat li ladki ne | suicide_attempt
  rassi leke kamre mein band ho gaya hai | means_at_hand
  kisi ne rape kiya hai | sexual_assault
  sasural wale maarte hain roz | domestic_violence
  sharab chhodi thi ab haath kaanp rahe hain aur behki baatein | alcohol_withdrawal
  testicle mein achanak dard | testicle_pain
  andkosh mein bahut dard hai | testicle_pain
  pet ke right side neeche dard hai bukhar bhi | right_lower_abdominal_pain
  char din se latrine nahi hui gas bhi pass nahi ho rahi | no_stool_or_gas
  kamar ke neeche sunn ho gaya pair nahi uth rahe | weakness_both_legs
  roshni chubh rahi aankhon mein sar dard bahut | light_hurts_eyes, headache
  laal daag pad gaye jo dabane par nahi jaate | non_blanching_rash
  masudon se khoon aa raha dengue mein | bleeding_gums_skin, dengue
  bachche ki aankhein dhans gayi hain peshab bhi kam | no_tears_sunken_eyes, fewer_wet_nappies
  thand lag kar bukhar aata hai roz | chills
  ghav pak gaya hai mawad aa raha | wound_infected
  sugar wale hain pair mein ghaav theek nahi ho raha | foot_ulcer
  angithi jala kar soye the ab uth nahi rahe | carbon_monoxide
  septic tank saaf karne utra tha behosh ho gaya | toxic_fumes, unresponsive
  dhoop mein kaam karte karte chakkar aa gaya ulti hui | heat_exhaustion
  bijli giri hai uspe | lightning
  madhumakkhiyon ke jhund ne kaata | many_stings
  billi ne panja maara | animal_bite
  kaan mein keeda chala gaya | foreign_body
  aankh laal hai keechad aa raha | red_eye
  kaan dard ho raha bachche ko | ear_pain
  daant mein dard, gaal sooj gaya | toothache, face_swelling
  baal jhad rahe hain | hair_loss
  muhase ho gaye hain | acne_dandruff
  wajan kam karna hai diet chart chahiye | diet_advice
  ghar par nurse chahiye dadi ke liye | nursing_wanted
  discharge ke baad ghar le jaane ke liye gaadi chahiye | patient_transport
  vitamin b12 ka injection lagwana hai | injection_wanted
  thyroid ki dawai kab leni chahiye khane se pehle ya baad | medicine_question
  doctor sahab se appointment chahiye kal ka | appointment_wanted
  sab theek hai bas routine checkup karwana tha | checkup_wanted
  oxygen level 82 aa raha hai | low_oxygen
  oxygen gir raha hai | low_oxygen
  ventilator par hain | ventilated
  catheter se peshab nahi aa raha block ho gaya | catheter_blocked
  papa pehchan nahi rahe kisi ko | confused
  aankhon ke aage andhera chha raha hai | near_faint
  dil zor zor se dhadak raha | palpitations
  saans mein ghar ghar ki awaz | wheeze
  bachcha kaali khansi se pareshan | whooping_cough
  nimoniya ho gaya hai bachche ko | pneumonia
  saans ukhad rahi hai papa ki | abnormal_breathing
  aakhri saansein le rahe hain | abnormal_breathing
  murda jaise pade hain koi harkat nahi | unresponsive
  lagta hai mar gaye hain | seems_dead
  bachcha neela pad raha hai | blue_lips
  rang peela pad gaya hai | pale_grey_skin
  haath se chhoot raha hai samaan, ek haath kamzor lag raha | arm_weakness_one_side
  kal raat se ulti ho rahi hai kuch pach nahi raha | repeated_vomiting
  jeebh sooj gayi | airway_swelling
  laar tapak rahi hai nigal nahi pa raha | drooling_cannot_swallow
  machhli ka kaanta gale mein phas gaya | food_stuck
  peeth mein phatne jaisa dard | tearing_chest_back_pain
  khoon patla karne ki dawa lete hain aur sir pe chot lagi | blood_thinner, head_injury
  period 2 mahine se nahi aaya aur pet mein bahut dard | missed_period, severe_abdominal_pain
  chakkar aa rahe hain | dizziness
  bachche ka sar garam hai | fever
  bistar se gir gaya baby | fall
  hosh nahi hai | unresponsive
  peshab nahi aa raha | no_urine
  haath nahi utha pa rahe | arm_weakness_one_side
`;

const rowsOf = (table: string): ReadonlyArray<readonly [sentence: string, wanted: string]> =>
  table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' | ') as [string, string]);

/** The concept and all that follow from it. */
function implied(id: string): readonly string[] {
  return [id, ...(knowledge.concepts.get(id)?.implies ?? []).flatMap(implied)];
}

/** What of the wanted is missing. */
function missingIn(sentence: string, wanted: string): readonly string[] {
  const { findings } = readStatement({ text: sentence }, {}, languages);
  const found = new Set(
    findings.filter(({ negated }) => !negated).flatMap(({ concept }) => implied(concept)),
  );
  const denied = new Set(findings.filter(({ negated }) => negated).map(({ concept }) => concept));
  return wanted.split(', ').filter((item) => {
    const [id, how] = item.split(' ').reverse() as [string, string?];
    if (how === 'never') return found.has(id);
    return how === 'not' ? !denied.has(id) || found.has(id) : !found.has(id);
  });
}

describe('Hindi in Devanagari', () => {
  it.each(rowsOf(DEVANAGARI))('says in "%s" %s', (sentence, wanted) => {
    expect(missingIn(sentence, wanted)).toEqual([]);
  });
});

describe('Hindi in Latin letters, mixed with English', () => {
  it.each(rowsOf(LATIN_AND_MIXED))('says in "%s" %s', (sentence, wanted) => {
    expect(missingIn(sentence, wanted)).toEqual([]);
  });
});

describe('Hindi texts', () => {
  it.each(['hi', 'hi-Latn'])('in %s name every concept, rule, question and advice', (language) => {
    expect(gaps.filter(({ file }) => file.startsWith(`languages/${language}/`))).toEqual([]);
  });
});
