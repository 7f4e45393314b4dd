import { describe, expect, it } from 'vitest';
import { onFirstUse, SchemaCompiler } from './schema-compiler.ts';

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

describe('what is made on first use', () => {
  it('is made once, also when it is undefined, and again after a failure', () => {
    let calls = 0;
    const used = onFirstUse(() => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return undefined;
    });
    expect(calls).toBe(0);
    expect(used).toThrow('not yet');
    expect([used(), used(), calls]).toEqual([undefined, undefined, 2]);
  });
});
