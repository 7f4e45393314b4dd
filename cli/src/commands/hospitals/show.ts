import { showCommand } from '../../organisations/site-commands.ts';
import { HOSPITALS } from '../../organisations/sites.ts';

export default showCommand(HOSPITALS);
