import { siteImportCommand } from '../../imports/site-command.ts';

export default siteImportCommand('communities', 'communities.csv --report communities-report.csv');
