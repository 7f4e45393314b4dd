import {
  caller,
  type Expectation,
  list,
  nothing,
  record,
  roleOf,
  signedIn,
} from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, LATER, staffIds } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { PASSWORD } from '../../../test/support/worlds/world.ts';

const TOKEN = {
  refresh_salt: Buffer.from('s'),
  refresh_hash: Buffer.from('h'),
  rotated_at: AT,
  expires_at: LATER,
};
const USED = { created_at: AT, last_used_at: AT };

const tables: FeatureTesting['tables'] = {
  staff_credential: {
    reach: { system: 'siud' },
    plain: ['password_hash', 'x'],
    key: ['staff_id'],
    rows: (side) => staffIds(side).map((staff_id) => ({ staff_id, password_hash: 'x' })),
  },
  session: {
    reach: {
      system: 'siud',
      super_admin: 's',
      hospital_admin: 's',
      nurse: 's',
      paramedic: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['user_agent', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        ...staffIds(side).map((staff_id, n) => ({ id: id('session', n), staff_id, ...TOKEN, ...USED })),
        { id: id('session', 9), resident_id: id('resident'), ...TOKEN, ...USED },
      ];
    },
  },
  otp_challenge: {
    reach: { system: 'siud' },
    plain: ['sends', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('otp'),
          resident_id: id('resident'),
          phone_index: Buffer.from(side),
          address_index: Buffer.from(side),
          channel: 'sms',
          created_at: AT,
          sent_at: AT,
          expires_at: LATER,
        },
      ];
    },
  },
  otp_device: {
    reach: { system: 'siud' },
    plain: ['signed_in_at', '2026-03-01T12:00:00Z'],
    key: ['resident_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ resident_id: id('resident'), device_index: Buffer.from(side), signed_in_at: AT }];
    },
  },
  api_key: {
    reach: { system: 'siu', super_admin: 'siu', hospital_admin: 'siu' },
    plain: ['name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('key'),
          name: side,
          kind: 'secret',
          hospital_id: id('hospital'),
          prefix: 'sk',
          secret_hash: Buffer.from(side),
        },
      ];
    },
  },
  account_link: {
    reach: { system: 'siud' },
    plain: ['sends', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('link'),
          purpose: 'invitation',
          staff_id: staffIds(side)[0],
          email_index: Buffer.from(side),
          language: 'en',
          salt: Buffer.from(side),
          token_hash: Buffer.from(side),
          created_at: AT,
          asked_at: AT,
          expires_at: LATER,
        },
      ];
    },
  },
  address_change: {
    reach: { system: 'siud' },
    plain: ['code_sends', 2],
    sealed: ['address'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('change'),
          resident_id: id('resident'),
          channel: 'email',
          address: `${side}@example.org`,
          state: 'pending',
          requested_by_kind: 'system',
          requested_at: AT,
          expires_at: LATER,
        },
      ];
    },
  },
  sandbox_message: {
    reach: { system: 'siud' },
    plain: ['body', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ id: id('otp', 1), channel: 'sms', recipient: 'x', body: 'x', sent_at: AT }];
    },
  },
  sign_in_attempt: {
    reach: { system: 'siud' },
    plain: ['failures', 1],
    key: ['account_index', 'block_index'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          account_index: Buffer.from(side),
          block_index: Buffer.from(side),
          staff_id: id('nurse'),
          updated_at: AT,
        },
      ];
    },
  },
  staff_totp: {
    reach: { system: 'siud' },
    plain: ['last_step', 1],
    key: ['staff_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ staff_id: id('nurse'), sealed_secret: Buffer.from(side), created_at: AT }];
    },
  },
  staff_recovery_code: {
    reach: { system: 'siud' },
    plain: ['used_at', '2026-03-01T10:00:00Z'],
    key: ['staff_id', 'code_hash'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ staff_id: id('nurse'), code_hash: Buffer.from(side) }];
    },
  },
};

/** A request of a new person with the caller's role, in a session that the request may end. */
const inOwnSession = (body?: Readonly<Record<string, unknown>>): Expectation => ({
  about: 'caller',
  request: async (cell) => ({
    headers: (await signedIn(cell, roleOf(cell))).headers,
    ...(body === undefined ? {} : { body }),
  }),
});

const operations: FeatureTesting['operations'] = {
  listSentMessages: nothing,
  login: {
    about: 'nothing',
    request: ({ nth }) => ({
      body: { email: `nobody.${nth}@test.example`, password: 'correct-horse-battery' },
    }),
    answers: [401, 'invalid_credentials'],
  },
  requestOtp: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { phone: `+9197${String(nth).padStart(8, '0')}` } }),
  },
  verifyOtp: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { phone: `+9197${String(nth).padStart(8, '0')}`, code: '000000' } }),
    answers: [401, 'invalid_credentials'],
  },
  getJwks: nothing,
  inspectAccountLink: { about: 'nothing', answers: [422, 'link_unusable'] },
  acceptInvitation: { about: 'nothing', answers: [422, 'link_unusable'] },
  requestPasswordReset: nothing,
  confirmPasswordReset: { about: 'nothing', answers: [422, 'link_unusable'] },
  refreshSession: { about: 'nothing', answers: [401, 'unauthenticated'] },
  logout: {
    about: 'caller',
    request: async ({ world, caller }) => {
      const person = world.person(caller);
      return person === undefined ? {} : { headers: await world.signIn(person) };
    },
  },
  listSessions: caller,
  endSession: {
    about: 'record',
    request: async (cell) => {
      if (cell.column === 'own') {
        const { headers, sessionId } = await signedIn(cell, roleOf(cell));
        return { headers, ids: { ...cell.ids, sessionId } };
      }
      const { sessionId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, sessionId } };
    },
  },
  endOtherSessions: inOwnSession(),
  changeMyPassword: inOwnSession({ currentPassword: PASSWORD, newPassword: 'four umbrellas paint slowly' }),
  beginTotp: inOwnSession(),
  // New staff have an invitation and no second factor.
  confirmTotp: { ...inOwnSession(), answers: [422, 'unprocessable'] },
  removeTotp: { ...inOwnSession({ code: '492039' }), answers: [422, 'unprocessable'] },
  renewRecoveryCodes: { ...inOwnSession(), answers: [422, 'unprocessable'] },
  beginMyAddressChange: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, roleOf(cell))).headers,
      body: { email: `mine.${cell.nth}@test.example` },
    }),
  },
  reauthenticate: inOwnSession({ password: PASSWORD }),
  // No one has an email to remove: new staff have an invitation.
  removeMyEmail: { ...inOwnSession(), answers: [404, 'not_found'] },
  // No one has a pending change: new staff have an invitation.
  confirmMyAddressChange: { about: 'caller', answers: [404, 'not_found'] },
  declineMyAddressChange: { about: 'caller', answers: [404, 'not_found'] },
  listAddressChanges: nothing,
  approveAddressChange: { about: 'nothing', answers: [404, 'not_found'] },
  listStaffSessions: record,
  endStaffSession: {
    about: 'record',
    request: async (cell) => {
      const { staffId, sessionId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId, sessionId } };
    },
  },
  endStaffSessions: {
    about: 'record',
    request: async (cell) => {
      const { staffId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId } };
    },
  },
  // Everyone has a password, so callers with permission get a conflict.
  inviteStaff: { about: 'record', answers: [409, 'already_exists'] },
  unlockStaff: {
    about: 'record',
    but: {
      why: 'people cannot reset the limit on guesses at their own password',
      super_admin: { own: [422, 'unprocessable'] },
      hospital_admin: { own: [422, 'unprocessable'] },
    },
  },
  resetStaffTotp: {
    about: 'record',
    request: async (cell) => {
      const { staffId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId } };
    },
  },
  listApiKeys: list('hospitalId'),
  createApiKey: {
    about: 'record',
    request: ({ ids }) => ({
      body: { name: 'Another', kind: 'secret', hospitalId: ids.hospitalId, scopes: ['bookings:read'] },
    }),
  },
  getApiKey: record,
  rotateApiKey: record,
  updateApiKey: { about: 'record', request: () => ({ body: { name: 'Renamed' } }) },
};

export const testing: FeatureTesting = { tables, operations };
