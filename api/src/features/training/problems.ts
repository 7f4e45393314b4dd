import { defineProblems } from '../../kernel/ground/problem.ts';

export const trainingProblems = defineProblems({
  training_audio_unavailable: { status: 422, title: 'This installation cannot speak' },
});
