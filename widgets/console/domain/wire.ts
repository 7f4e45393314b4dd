import type { components } from '@kiwimesh/sdk';

/** The wire shapes that only the console reads, by short names. */
type Schemas = components['schemas'];

export type BookingRoute = Schemas['BookingRoute'];
export type CallContext = Schemas['CallContext'];
export type CallCorrection = Schemas['CallCorrection'];
export type CallDecision = Schemas['CallDecision'];
export type CallFigures = Schemas['CallFigures'];
export type CallPrefill = Schemas['CallPrefill'];
export type CallSpeaker = Schemas['CallSpeaker'];
export type CallTranscript = Schemas['CallTranscript'];
export type CallTransfer = Schemas['CallTransfer'];
export type FoundPlace = Schemas['FoundPlace'];
export type NeighbourhoodLeg = Schemas['NeighbourhoodLeg'];
export type NeighbourhoodResponse = Schemas['NeighbourhoodResponse'];
export type NearestUnits = Schemas['NearestUnits'];
export type Speech = Schemas['Speech'];
export type Staff = Schemas['Staff'];
export type TriageWords = Schemas['TriageWords'];
export type TrainingReport = Schemas['TrainingReport'];
/** A run as lists have it. */
export type TrainingRun = Schemas['TrainingRunSummary'];
/** A scenario as lists have it. */
export type TrainingScenario = Schemas['TrainingScenarioSummary'];
export type Unit = Schemas['Unit'];
export type UnitMessage = Schemas['UnitMessage'];
export type Urgency = Schemas['Urgency'];
export type VolunteersNearby = Schemas['VolunteersNearby'];
export type ValueSource = Schemas['CallValueSource'];
/** The region with what the console needs beside the widgets. */
export type ServiceRegion = Schemas['Region'];
