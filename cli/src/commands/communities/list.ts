import { listCommand } from '../../organisations/site-commands.ts';
import { COMMUNITIES } from '../../organisations/sites.ts';

export default listCommand(COMMUNITIES);
