import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './app.ts';
let app: TestApp;
const cpu = (what: string) => { const u = process.cpuUsage(); console.log(what, ((u.user)/1e6).toFixed(2), (u.system/1e6).toFixed(2), process.uptime().toFixed(1)); };
cpu('imported');
beforeAll(async () => { app = await startTestApp(); cpu('started'); });
afterAll(async () => { await app.stop(); cpu('stopped'); });
it('starts twice', async () => {
  const b = await startTestApp(); cpu('second');
  await b.stop();
  cpu('second stopped');
  const r = await fetch(app.url + '/v1/auth/login', {method:'POST', headers:{'content-type':'application/json'}, body: JSON.stringify(app.superAdmin)});
  expect(r.status).toBe(200);
  cpu('login');
});
