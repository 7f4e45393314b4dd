import { BaseCommand } from '../../base/command.ts';
import type { Listed } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';
import type { EventType } from '../../webhooks/endpoints.ts';

const COLUMNS: readonly Column<EventType>[] = [
  { header: 'Type', value: ({ type }) => type },
  { header: 'Version', value: ({ version }) => version, drop: 1 },
  { header: 'What happened', value: ({ description }) => description, flexible: 30 },
];

export default class WebhooksEventTypes extends BaseCommand<typeof WebhooksEventTypes> {
  static override summary = 'List the events that webhooks can send.';
  static override description = 'With --json also the JSON Schema and an example of the data of each.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Listed<EventType>> {
    const kiwi = await this.client();
    const { data } = await kiwi.get('/v1/webhook-event-types');
    this.logTable(data, COLUMNS, 'There are none.');
    return { data, more: false };
  }
}
