import type { components } from '@kiwimesh/sdk';

/** The wire shapes the widget reads, by short names. The contract is their only source. */
type Schemas = components['schemas'];

export type AddressChange = Schemas['AddressChange'];
export type Announcement = Schemas['Announcement'] | Schemas['CommunityAnnouncement'];
export type Availability = Schemas['Availability'];
export type Booking = Schemas['Booking'];
export type BookingCreate = Schemas['BookingCreate'];
export type BookingState = Schemas['BookingState'];
export type Call = Schemas['Call'];
export type CallSegment = Schemas['CallSegment'];
export type Community = Schemas['Community'];
export type Erasure = Schemas['Erasure'];
export type Hospital = Schemas['Hospital'];
export type LocalisedText = Schemas['LocalisedText'];
export type Location = Schemas['Location'];
export type Me = Schemas['Me'];
export type Money = Schemas['Money'];
export type Notification = Schemas['Notification'];
export type Offer = Schemas['Offer'];
export type OfferState = Schemas['OfferState'];
export type OtpChallenge = Schemas['OtpChallenge'];
export type Position = Schemas['Position'];
export type Resident = Schemas['Resident'];
export type ServiceType = Schemas['ServiceType'];
export type Session = Schemas['Session'];
export type SkillName = Schemas['VolunteerSkillName'];
export type Slot = Schemas['AvailabilitySlot'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Triage = Schemas['Triage'];
export type TriageRequest = Schemas['TriageRequest'];
export type Volunteering = Schemas['Volunteering'];
export type VolunteerSkill = Schemas['VolunteerSkill'];
