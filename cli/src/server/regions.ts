// The region packs of this version, and the checks that the service makes of one when it starts. Modules of the service
// without a database or a network behind them. The build puts them into the package, with the packs in `regions` beside
// this file.
export { loadRegion, OperatorFileError, type Region, regionIds } from '@kiwimesh/api/region.ts';
export { readRegion } from '@kiwimesh/api/regions/read.ts';
