import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readOperations } from '../../../src/kernel/http/contract/document.ts';
import type { Access } from '../../../src/kernel/http/contract/extensions/access.ts';

const FILE = path.join(import.meta.dirname, '..', '..', '..', '..', 'openapi', 'generated', 'openapi.json');

/** The `x-access` of the contract's operations, as the composition root hands it to sockets. */
const access = new Map(
  readOperations(JSON.parse(readFileSync(FILE, 'utf8'))).map((each) => [each.operationId, each.access]),
);

export const contractAccess = (operationId: string): Access | undefined => access.get(operationId);
