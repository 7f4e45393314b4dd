import { createCommand } from '../../organisations/site-commands.ts';
import { HOSPITALS } from '../../organisations/sites.ts';

export default createCommand(HOSPITALS);
