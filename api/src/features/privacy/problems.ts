import { defineProblems } from '../../kernel/ground/problem.ts';

export const privacyProblems = defineProblems({
  erasure_blocked: { status: 409, title: 'Open bookings must end before the person can be erased' },
});
