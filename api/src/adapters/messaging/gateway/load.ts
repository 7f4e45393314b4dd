import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GatewayChannel, type GatewayTemplate, readGateway } from './template.ts';

/** A provider that a file describes, with the values of the environment variables that it names. */
export interface Gateway {
  readonly template: GatewayTemplate;
  readonly variables: Readonly<Record<string, string>>;
}

const SHIPPED = fileURLToPath(new URL('./templates/', import.meta.url));

/** A gateway cannot be used. Each fault is one line. */
export class GatewayError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'GatewayError';
    this.faults = faults;
  }
}

/** The ids of the shipped gateways. */
export function gatewayIds(): string[] {
  return readdirSync(SHIPPED)
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
}

/**
 * Reads a gateway.
 * @param name the id of a shipped one, or the path of a file that ends in `.yaml` or `.yml`.
 * @param variable an environment variable; undefined where it is absent or empty.
 * @throws GatewayError that lists its faults.
 */
export function loadGateway(name: string, variable: (name: string) => string | undefined): Gateway {
  const own = /\.ya?ml$/.test(name);
  if (!own && !gatewayIds().includes(name)) {
    const ids = gatewayIds().join(', ');
    throw new GatewayError([`there is no gateway ${name}: use one of ${ids}, or the path of a .yaml file`]);
  }
  const file = own ? name : `${SHIPPED}${name}.yaml`;
  if (!existsSync(file)) throw new GatewayError([`${file}: there is no such file`]);
  const { document, faults, variables } = readGateway(readFileSync(file, 'utf8'), file);
  if (document === null) {
    throw new GatewayError(
      faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
    );
  }
  const values = variables.map((one) => [one, variable(one)] as const);
  const missing = values.filter(([, value]) => value === undefined).map(([one]) => one);
  if (missing.length > 0) {
    throw new GatewayError(missing.map((one) => `${file}: it needs ${one}, which is not set`));
  }
  return { template: document, variables: Object.fromEntries(values) as Record<string, string> };
}

/** The channels that the provider carries. */
export function channelsOf({ template }: Gateway): readonly GatewayChannel[] {
  return (['sms', 'whatsapp'] as const).filter((channel) => template.senders[channel] !== undefined);
}
