import type { components } from '@kiwimesh/openapi/types';

type Schemas = components['schemas'];

export type HospitalService = Schemas['HospitalService'];
export type Hospital = Schemas['Hospital'];
export type Community = Schemas['Community'];
export type Staff = Schemas['Staff'];
export type Invitation = Schemas['Invitation'];
export type Resident = Schemas['Resident'];
export type Erasure = Schemas['Erasure'];
export type AvailabilitySlot = Schemas['AvailabilitySlot'];
export type Booking = Schemas['Booking'];
export type Money = Schemas['Money'];
export type AddressChange = Schemas['AddressChange'];
export type ApiKey = Schemas['ApiKey'];
export type ApiKeyCreated = Schemas['ApiKeyCreated'];
export type Session = Schemas['Session'];
export type Urgency = Schemas['Urgency'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type ServiceType = Schemas['ServiceType'];
export type DeadLetter = Schemas['DeadLetter'];
export type AuditEvent = Schemas['AuditEvent'];
export type AuditVerification = Schemas['AuditVerification'];
