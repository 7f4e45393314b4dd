import { siteImportCommand } from '../../imports/site-command.ts';

export default siteImportCommand('hospitals', 'hospitals.csv');
