/** A column an import file may have. */
export interface ImportColumn {
  readonly name: string;
  readonly about: string;
  readonly required?: boolean;
  /** Other names people give the column; case, spaces and punctuation never matter. */
  readonly aliases?: readonly string[];
  /** Columns that do as well when this one is missing. */
  readonly instead?: readonly string[];
}

export const IMPORT_KINDS = ['hospitals', 'communities', 'staff', 'residents'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportShape {
  readonly columns: readonly ImportColumn[];
  /** What makes two rows mean the same thing: a repeat inside one file is reported, not sent. */
  readonly key: (values: Readonly<Record<string, string>>) => string | null;
}

const place: readonly ImportColumn[] = [
  { name: 'address', about: 'postal address' },
  { name: 'latitude', about: 'degrees north, with longitude', aliases: ['lat'] },
  { name: 'longitude', about: 'degrees east, with latitude', aliases: ['lng', 'lon', 'long'] },
];
const timezone: ImportColumn = {
  name: 'timezone',
  about: 'IANA name such as Asia/Kolkata',
  aliases: ['time zone', 'tz'],
};
const phone: ImportColumn = {
  name: 'phone',
  about: 'with country code, such as +919812345678',
  aliases: ['phone number', 'mobile', 'mobile number', 'telephone'],
};
const email: ImportColumn = {
  name: 'email',
  about: 'email address',
  aliases: ['e-mail', 'email address', 'mail'],
};

const folded = (text: string | undefined) =>
  text?.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim() || null;
const digits = (text: string | undefined) => text?.replace(/[^\d+]/g, '') || null;

/** The columns of each kind. Names are those of the API; the service checks the values. */
export const IMPORT_SHAPES: Readonly<Record<ImportKind, ImportShape>> = {
  hospitals: {
    columns: [
      { name: 'name', about: 'unique name of the hospital', required: true, aliases: ['hospital'] },
      phone,
      ...place,
      timezone,
    ],
    key: (values) => folded(values.name),
  },
  communities: {
    columns: [
      { name: 'name', about: 'unique name of the community', required: true, aliases: ['community'] },
      ...place,
      timezone,
    ],
    key: (values) => folded(values.name),
  },
  staff: {
    columns: [
      {
        name: 'role',
        about: 'super_admin, hospital_admin, nurse, paramedic or community_manager',
        required: true,
      },
      { name: 'name', about: 'full name', required: true, aliases: ['full name', 'staff name'] },
      { ...email, required: true, about: 'email address, the name they sign in with' },
      phone,
      { name: 'hospital', about: 'name of their hospital', aliases: ['hospital name'] },
      { name: 'hospitalId', about: 'or its id' },
      { name: 'community', about: 'name of a manager’s community', aliases: ['community name'] },
      { name: 'communityId', about: 'or its id' },
      { name: 'password', about: 'first password, 8 to 128 characters' },
    ],
    key: (values) => folded(values.email),
  },
  residents: {
    columns: [
      {
        name: 'community',
        about: 'name of their community (or give --community for all rows)',
        required: true,
        aliases: ['community name', 'society'],
        instead: ['communityId'],
      },
      { name: 'communityId', about: 'or its id' },
      {
        name: 'name',
        about: 'full name',
        required: true,
        aliases: ['full name', 'resident', 'resident name'],
      },
      {
        ...phone,
        required: true,
        about: 'with country code, such as +919812345678, the number they sign in with',
      },
      email,
      {
        name: 'unit',
        about: 'flat or house',
        aliases: ['flat', 'apartment', 'flat number', 'house', 'house number'],
      },
      { name: 'dateOfBirth', about: 'as 1961-04-30', aliases: ['dob', 'birth date', 'birthday'] },
      { name: 'language', about: 'such as en or hi', aliases: ['preferred language'] },
      ...place,
      { name: 'neighborSosVolunteer', about: 'true or false', aliases: ['volunteer', 'sos volunteer'] },
    ],
    key: (values) => {
      const number = digits(values.phone);
      return number && `${number} ${folded(values.communityId ?? values.community) ?? ''}`;
    },
  },
};
