import { createCommand } from '../../organisations/site-commands.ts';
import { COMMUNITIES } from '../../organisations/sites.ts';

export default createCommand(COMMUNITIES);
