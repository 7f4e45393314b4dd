// The checks that the service makes of the files of message gateways when it starts. Modules of the service without a database
// or a network behind them. The build puts them into the package.
export { readGateway } from '@kiwimesh/api/adapters/messaging/gateway/template.ts';
export { readRegister } from '@kiwimesh/api/platform/registration/read.ts';
