import {
  loadCorpus,
  loadKnowledge,
  trainUrgentWords,
  writeUrgentWords,
} from '@kiwimesh/api/features/triage/index.ts';

/** `npm run train -w scripts` learns from the cases to develop with which words resemble those of urgent statements. */
const { dev } = loadCorpus();
const trained = trainUrgentWords(dev, loadKnowledge().languages);
writeUrgentWords(trained);
console.log(
  `${trained.immediate.weights.size} and ${trained.emergency.weights.size} weights from ${dev.length} cases`,
);
