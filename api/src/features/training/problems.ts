import { defineProblems } from '../../kernel/ground/problem.ts';

export const trainingProblems = defineProblems({
  training_audio_unavailable: { status: 422, title: 'This installation cannot speak' },
  training_run_not_spoken: { status: 404, title: 'The run was not spoken' },
});
