/**
 * No personal data in an address (ASVS 5.0, 14.2.1): proxies, browsers and balancers write addresses down. A parameter of
 * a path or query that could hold a name, an email or a phone number is refused: such a question belongs in the body of a
 * POST that is `x-safe`. What is judged is what the schema lets through, and what the parameter is called.
 */
import { type Contract, type Finding, operations, type Parameter, parametersOf } from './document.ts';
import { type Compile, schemaCompiler } from './schemas.ts';

/** What people could be asked for by, as it may be written. A parameter that takes one of them takes its like. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  'a name': ['Meera Nair', 'meera nair', 'मीरा नायर'],
  'an email': ['meera.nair@sahyadri.example'],
  'a phone number': ['+919800000003', '919800000003'],
};

/** Words for personal data in the name of a parameter: `dateOfBirth` is a phrase of three words. */
const TELLING = new Set([
  ...['name', 'email', 'mail', 'phone', 'mobile', 'birth', 'address', 'unit'],
  ...['diagnosis', 'symptom', 'symptoms', 'notes', 'allergy', 'allergies'],
]);

/** Where only made-up people are. */
const WITHOUT_PEOPLE = ['development', 'test'];

/** Looks at every parameter of a path and query. */
export function* lintPersonal(contract: Contract): Generator<Finding> {
  const compile = schemaCompiler(contract);
  for (const { operation, where } of operations(contract)) {
    if (operation['x-environments']?.every((name) => WITHOUT_PEOPLE.includes(name)) === true) continue;
    for (const parameter of parametersOf(contract, operation)) {
      const taken = carried(compile, parameter);
      if (taken === undefined) continue;
      const message =
        `${parameter.in} ${parameter.name} can carry ${taken}, and addresses are written down on the way: ask with the ` +
        'body of a POST that is x-safe, or say under `x-impersonal` of the parameter why it is never about a person';
      yield { rule: 'personal', where, message };
    }
  }
}

/** Which personal data an address would hold with this parameter. */
function carried(compile: Compile, parameter: Parameter): string | undefined {
  const { name, schema } = parameter;
  if (parameter.in !== 'query' && parameter.in !== 'path') return undefined;
  if ((parameter['x-impersonal'] ?? '').trim() !== '') return undefined;
  const words = name.split(/[^a-zA-Z]+|(?=[A-Z])/).map((word) => word.toLowerCase());
  const telling = words.find((word) => TELLING.has(word));
  if (telling !== undefined) return `what its name says (${telling})`;
  const valid = compile(schema ?? {});
  const takes = (sample: string) => valid(sample) || valid([sample]);
  return Object.entries(SAMPLES).find(([, samples]) => samples.some(takes))?.[0];
}
