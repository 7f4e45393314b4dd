import { createApp } from '../../api/src/app.ts';
import { loadConfig } from '../../api/src/config.ts';

/** The product without its audit log: what that costs is the difference. No setting can do this to a deployment. */
const config = loadConfig(process.env);
if (config.database.url === null) throw new Error('DATABASE_URL is needed');
const app = await createApp(config, { databaseUrl: config.database.url, recorded: false });
const { url } = await app.start();
process.once('SIGTERM', () => {
  void app.stop().then(() => process.exit(0));
});
process.send?.({ ready: true, url });
