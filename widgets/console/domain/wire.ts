import type { components } from '@kiwimesh/sdk';

/** The wire shapes that only the console reads, by short names. */
type Schemas = components['schemas'];

export type CallContext = Schemas['CallContext'];
export type CallCorrection = Schemas['CallCorrection'];
export type CallDecision = Schemas['CallDecision'];
export type CallPrefill = Schemas['CallPrefill'];
export type CallSpeaker = Schemas['CallSpeaker'];
export type CallTranscript = Schemas['CallTranscript'];
export type CallTransfer = Schemas['CallTransfer'];
export type Staff = Schemas['Staff'];
export type Urgency = Schemas['Urgency'];
export type ValueSource = Schemas['CallValueSource'];
/** The region with what the console needs beside the widgets. */
export type ServiceRegion = Schemas['Region'];
