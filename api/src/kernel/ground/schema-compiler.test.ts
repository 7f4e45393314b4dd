import { describe, expect, it } from 'vitest';
import { SchemaCompiler } from './schema-compiler.ts';

describe('the compiler of schemas', () => {
  it('refuses a schema that the meta-schema forbids', () => {
    const compiler = new SchemaCompiler();
    expect(() => compiler.compile({ type: 'integer', minimum: '5' })).toThrow(/schema is invalid/);
    expect(() => compiler.addSchema({ $id: 'https://example.org/a', required: 'name' })).toThrow(
      /schema is invalid/,
    );
  });

  it('refuses a keyword that nothing knows', () => {
    expect(() => new SchemaCompiler().compile({ type: 'string', maxLenght: 5 })).toThrow(/maxLenght/);
  });

  it('compiles a schema of its own formats', () => {
    const compiler = new SchemaCompiler();
    compiler.addFormat('even', { type: 'number', validate: (number: number) => number % 2 === 0 });
    const validate = compiler.compile({ type: 'integer', format: 'even' });
    expect([validate(2), validate(3)]).toEqual([true, false]);
  });
});
