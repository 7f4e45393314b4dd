/** What may fill the places of a text. Codes and times alone: no template can carry what somebody wrote. */
export interface TemplateData {
  /** The id of a service type, shown by its name. */
  readonly service?: string;
  /** RFC 3339, shown in the recipient's zone. */
  readonly time?: string;
}

export type Variable = keyof TemplateData;

/** What fills a variable, and whether it may be on a lock screen: a service tells what the matter is. */
export const VARIABLES: Readonly<
  Record<Variable, { readonly type: 'service_type' | 'time'; readonly outside: boolean }>
> = {
  service: { type: 'service_type', outside: false },
  time: { type: 'time', outside: true },
};

/** The templates, with the variables that their texts may use. The texts are in `<language>.yaml`. */
export const TEMPLATES = {
  visit_requested: ['service', 'time'],
  visit_reminder: ['service', 'time'],
  booking_requested: ['service'],
  booking_assigned: ['service'],
  booking_reassigned: ['service'],
  booking_unassigned: ['service'],
  responder_en_route: ['service'],
  service_begun: ['service'],
  booking_completed: ['service'],
  booking_cancelled: ['service'],
  offer_received: ['service', 'time'],
  offers_exhausted: ['service'],
  assignment_overdue: ['service'],
  arrival_overdue: ['service'],
  work_assigned: ['service'],
  work_withdrawn: ['service'],
  work_cancelled: ['service'],
  work_moved: ['service'],
  work_urgency_changed: ['service'],
  announcement_published: [],
  community_announcement: [],
} as const satisfies Readonly<Record<string, readonly Variable[]>>;

export type TemplateId = keyof typeof TEMPLATES;

export const TEMPLATE_IDS = Object.keys(TEMPLATES) as readonly TemplateId[];

export const isTemplate = (id: string): id is TemplateId => (TEMPLATE_IDS as readonly string[]).includes(id);

/** The values that previews are filled with. */
export const EXAMPLE: Required<TemplateData> = { service: 'blood_test', time: '2026-11-30T04:30:00.000Z' };
