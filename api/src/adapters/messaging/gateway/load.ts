import { fileURLToPath } from 'node:url';
import {
  loadOperatorFile,
  OperatorFileError,
  pathOfShipped,
  shippedIds,
} from '../../../kernel/ground/operator-file.ts';
import { type GatewayChannel, type GatewayTemplate, readGateway, variablesOf } from './template.ts';

/** A provider that a file describes, with the values of the environment variables that it names. */
export interface Gateway {
  readonly template: GatewayTemplate;
  readonly variables: Readonly<Record<string, string>>;
}

const SHIPPED = { what: 'gateway', folder: fileURLToPath(new URL('./templates/', import.meta.url)) };

/** The ids of the shipped gateways. */
export const gatewayIds = (): string[] => shippedIds(SHIPPED);

/**
 * Reads a gateway.
 * @param name the id of a shipped one, or the path of a file that ends in `.yaml` or `.yml`.
 * @param variable an environment variable; undefined where it is absent or empty.
 * @throws OperatorFileError that lists its faults, and the variables that are not set.
 */
export function loadGateway(name: string, variable: (name: string) => string | undefined): Gateway {
  const file = pathOfShipped(name, SHIPPED);
  const template = loadOperatorFile(file, readGateway);
  const variables: Record<string, string> = {};
  const missing: string[] = [];
  for (const one of variablesOf(template)) {
    const value = variable(one);
    if (value === undefined) missing.push(`${file}: it needs ${one}, which is not set`);
    else variables[one] = value;
  }
  if (missing.length > 0) throw new OperatorFileError(missing);
  return { template, variables };
}

/** The channels that the provider carries. */
export function channelsOf({ template }: Gateway): readonly GatewayChannel[] {
  return (['sms', 'whatsapp'] as const).filter((channel) => template.senders[channel] !== undefined);
}
