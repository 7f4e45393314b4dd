/** A column an import file may have. */
export interface ImportColumn {
  readonly name: string;
  readonly about: string;
  readonly required?: boolean;
  /** Other names people give the column; case, spaces and punctuation never matter. */
  readonly aliases?: readonly string[];
}

export const IMPORT_KINDS = ['hospitals', 'communities', 'staff', 'residents'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportShape {
  readonly columns: readonly ImportColumn[];
  /** What makes two rows mean the same thing, or null when the row does not say. */
  readonly key: (values: Readonly<Record<string, string>>) => string | null;
  /** What one record per key means for people. */
  readonly onePerKey?: string;
}

const timezone: ImportColumn = {
  name: 'timezone',
  about: 'such as Asia/Kolkata',
  aliases: ['time zone', 'tz'],
};
const place: readonly ImportColumn[] = [
  { name: 'address', about: 'postal address' },
  { name: 'latitude', about: 'degrees north, with longitude', aliases: ['lat'] },
  { name: 'longitude', about: 'degrees east, with latitude', aliases: ['lng', 'lon', 'long'] },
];
const active: ImportColumn = { name: 'active', about: 'yes or no; no deactivates it' };
const phone: ImportColumn = {
  name: 'phone',
  about: 'with country code, such as +919812345678',
  aliases: ['phone number', 'mobile', 'mobile number', 'telephone'],
};
const email: ImportColumn = {
  name: 'email',
  about: 'email address',
  aliases: ['email address', 'mail'],
};
const language: ImportColumn = {
  name: 'language',
  about: 'such as en or hi',
  aliases: ['preferred language'],
};
const hospital: readonly ImportColumn[] = [
  { name: 'hospital', about: 'name of their hospital', aliases: ['hospital name'] },
  { name: 'hospitalId', about: 'or its id' },
];
const community: readonly ImportColumn[] = [
  { name: 'community', about: 'name of their community', aliases: ['community name', 'society'] },
  { name: 'communityId', about: 'or its id' },
];

const folded = (text: string | undefined) =>
  text?.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim() || null;
/** A phone without its spaces and dashes; null for what cannot be one, which the service says of each row by itself. */
const number = (text: string | undefined) => {
  const digits = text?.replace(/[^\d+]/g, '') ?? '';
  return /^\+?\d{6,}$/.test(digits) ? digits : null;
};
/** An address; null for what cannot be one. */
const address = (text: string | undefined) => (text?.includes('@') ? folded(text) : null);

/** The columns of each kind. Names are those of the API; the service checks the values. */
export const IMPORT_SHAPES: Readonly<Record<ImportKind, ImportShape>> = {
  hospitals: {
    columns: [
      { name: 'name', about: 'unique name of the hospital', required: true, aliases: ['hospital'] },
      phone,
      ...place,
      timezone,
      { name: 'communities', about: 'names it serves, separated by ;' },
      active,
    ],
    key: (values) => folded(values.name),
  },
  communities: {
    columns: [
      { name: 'name', about: 'unique name of the community', required: true, aliases: ['community'] },
      ...place,
      timezone,
      { name: 'hospitals', about: 'names that serve it, separated by ;' },
      active,
    ],
    key: (values) => folded(values.name),
  },
  staff: {
    columns: [
      { name: 'role', about: 'hospital_admin, nurse, paramedic, …', required: true },
      { name: 'name', about: 'full name', required: true, aliases: ['full name', 'staff name'] },
      { ...email, about: 'what they sign in with', required: true },
      phone,
      ...hospital,
      ...community,
      { name: 'onDuty', about: 'yes or no' },
      { name: 'duties', about: 'dispatch for those who take emergency calls; none clears them' },
      { ...language, about: 'language of emails to the person, such as en or hi' },
      { name: 'password', about: 'first password of a new person, 15 to 128 long' },
      active,
    ],
    key: (values) => address(values.email),
  },
  residents: {
    columns: [
      ...community,
      { name: 'name', about: 'full name', required: true, aliases: ['full name', 'resident name'] },
      { ...phone, about: 'what they sign in with, such as +919812345678', required: true },
      email,
      { name: 'unit', about: 'flat or house', aliases: ['flat', 'apartment', 'flat number', 'house number'] },
      { name: 'dateOfBirth', about: 'as 1961-04-30', aliases: ['dob', 'birth date', 'birthday'] },
      language,
      ...place,
      { name: 'neighborSosVolunteer', about: 'yes or no', aliases: ['volunteer', 'sos volunteer'] },
      active,
    ],
    onePerKey: 'people of one household who share a phone cannot all be imported yet',
    key: (values) => {
      const phone = number(values.phone);
      return phone && `${phone} ${folded(values.communityId ?? values.community) ?? ''}`;
    },
  },
};

/** Columns of which a file needs one, unless a flag speaks for all rows. */
export const NEEDED_PLACE: Readonly<Partial<Record<ImportKind, readonly string[]>>> = {
  residents: ['community', 'communityId'],
};
