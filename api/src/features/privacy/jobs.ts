import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Erases a resident when the time to cancel has passed. */
export const EraseResident = job('erase-resident', object({ residentId: id }));
