import path from 'node:path';
import type { Config } from '@kiwimesh/api/config.ts';
import type { DemoLogins } from '../demo/logins.ts';

/** What is printed once everything runs: where things are and how to sign in. */
export function announce(running: {
  api: string;
  demoPort: number;
  logins: DemoLogins;
  loginsFile: string;
  logFile: string;
  speech: string;
}): void {
  const { api, demoPort, logins, loginsFile, logFile, speech } = running;
  const [hospital] = logins.hospitals;
  const [community] = logins.communities;
  const near = (file: string) => path.relative(process.cwd(), file);
  process.stdout.write(`
Kiwimesh is running. Ctrl-C stops it; the data is kept for the next run.

  API                ${api}/v1
  Reference          ${api}/docs
  Widget on a page   http://localhost:${demoPort}   (the site of a fictional hospital, on another origin)
  Console            ${api}/console   (for dispatchers: the login is below)
  Sent messages      ${api}/dev/messages?to=${community?.residents[0]?.phone.replace('+', '%2B')}   (shows one-time codes)
  Speech             ${speech}

  Sign in as         email                                    password
    super admin      ${logins.superAdmin.email.padEnd(40)} ${logins.superAdmin.password}
    hospital admin   ${hospital?.admin.email.padEnd(40)} ${hospital?.admin.password}
    paramedic        ${hospital?.paramedic.email.padEnd(40)} ${hospital?.paramedic.password}
    nurse            ${hospital?.nurse.email.padEnd(40)} ${hospital?.nurse.password}
    dispatcher       ${hospital?.dispatcher.email.padEnd(40)} ${hospital?.dispatcher.password}
    manager          ${community?.manager.email.padEnd(40)} ${community?.manager.password}
    resident         ${community?.residents[0]?.phone.padEnd(40)} (one-time code)

  All demo logins    ${near(loginsFile)}
  Log                ${near(logFile)}
  Simulate traffic   make simulate          (in another terminal)
  Command line       npx kiwimesh login --api ${api}
`);
}

/** What transcribes calls. @param installed the models of `make speech` */
export function speechInWords(settings: Config['speech'], installed: readonly string[]): string {
  switch (settings.provider) {
    case 'off':
      return settings.why === 'switched_off'
        ? 'off by KIWIMESH_SPEECH: calls are typed'
        : 'off in tests: calls are typed';
    case 'local': {
      const models = settings.models ?? installed;
      return models.length > 0 && models.every((name) => installed.includes(name))
        ? `Whisper ${models[0]} on this machine`
        : 'off: calls are typed. `make speech` switches it on (700 MB once), then start again';
    }
    default:
      return `${settings.models[0]} at ${settings.baseUrl ?? 'OpenAI'}`;
  }
}

/** Said last, where it is read: the demo is made for one machine. */
export function warnOfNetwork(host: string, port: number): void {
  process.stderr.write(`
WARNING: KIWIMESH_HOST=${host} opens port ${port} to everyone who can reach this machine. The passwords above are
published with Kiwimesh, among them the super admin's, and /dev/messages shows every one-time code. Keep no real data
in it, and use it only on a network you trust. Without KIWIMESH_HOST only this machine can connect.
`);
}
