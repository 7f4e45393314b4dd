import { list, record } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

const tables: FeatureTesting['tables'] = {
  announcement: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      api_key: 'siu',
      nurse: 's',
      paramedic: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['title', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      const text = { title: `Notice ${side}`, message: 'Closed on Sunday.' };
      return [{ id: id('announcement'), hospital_id: id('hospital'), ...text, published_at: AT }];
    },
  },
  community_announcement: {
    reach: { system: 'siu', super_admin: 'siu', community_manager: 'siu', resident: 's' },
    plain: ['title', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      const text = { title: `Notice ${side}`, message: 'No water on Monday.' };
      const row = { id: id('community_announcement'), community_id: id('community') };
      return [{ ...row, ...text, published_at: AT }];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  listAnnouncements: list('hospitalId'),
  publishAnnouncement: record,
  listCommunityAnnouncements: record,
  publishCommunityAnnouncement: record,
  withdrawCommunityAnnouncement: {
    about: 'record',
    request: async ({ world, ids }) => {
      const path = `/v1/communities/${ids.communityId}/announcements`;
      const body = { title: 'No water', message: 'On Monday.' };
      const { id } = await world.asSuperAdmin<{ id: string }>('post', path, body);
      return { ids: { ...ids, announcementId: id } };
    },
  },
  withdrawAnnouncement: {
    about: 'record',
    request: async ({ world, ids }) => {
      const path = `/v1/hospitals/${ids.hospitalId}/announcements`;
      const body = { title: 'Pharmacy closed', message: 'Closed on Sunday.' };
      const { id } = await world.asSuperAdmin<{ id: string }>('post', path, body);
      return { ids: { ...ids, announcementId: id } };
    },
  },
};

export const testing: FeatureTesting = { tables, operations };
