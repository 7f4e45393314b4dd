import type { World } from '../../api/test/support/worlds/world.ts';
import { type DemoHost, startDemoHost } from '../demo/server.ts';

/** The demo page of the world's hospital, on an origin of its own that its key allows. */
export async function startHospitalPage({ superAdmin, here }: World, apiUrl: string): Promise<DemoHost> {
  const { id, key } = await superAdmin.post('/v1/api-keys', {
    body: { name: 'Page', kind: 'publishable', hospitalId: here.hospital.id, allowedOrigins: [] },
  });
  const host = await startDemoHost({ apiUrl, publishableKey: key ?? '', port: 0 });
  await superAdmin.patch('/v1/api-keys/{apiKeyId}', {
    path: { apiKeyId: id },
    body: { allowedOrigins: [host.url] },
  });
  return host;
}
