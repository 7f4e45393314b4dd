import { deactivateCommand } from '../../organisations/site-commands.ts';
import { HOSPITALS } from '../../organisations/sites.ts';

export default deactivateCommand(HOSPITALS);
