import { updateCommand } from '../../organisations/site-commands.ts';
import { COMMUNITIES } from '../../organisations/sites.ts';

export default updateCommand(COMMUNITIES);
