import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Erases a resident's data when the time to think again is over. */
export const EraseResident = job('erase-resident', object({ residentId: id }));
