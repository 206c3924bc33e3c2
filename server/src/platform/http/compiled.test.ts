import fc from 'fast-check';
import { contracts, type Contract, type z } from '@qiangji/shared-types';
import { sampleRequest } from '../../../test/sample';
import { compiled } from './compiled';

const hot = Object.values(contracts)
  .flatMap((feature) => Object.values(feature) as Contract[])
  .filter((contract) => contract.hot);

/** What a schema makes of a value: the value it lets through, or what it says is wrong. */
function outcomeOf(schema: z.ZodMiniType, value: unknown) {
  const { success, data, error } = schema.safeParse(value, { reportInput: true });
  return success ? { data } : { issues: error?.issues };
}

/** A good value with one field gone, changed, or too much. */
function spoiled(good: Record<string, unknown>): fc.Arbitrary<unknown> {
  const keys = [...Object.keys(good), 'more'];
  return fc
    .tuple(fc.constantFrom(...keys), fc.anything())
    .map(([key, value]) =>
      value === undefined
        ? Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))
        : { ...good, [key]: value },
    );
}

it.each(hot.map((contract) => [contract.id, contract] as const))(
  '%s lets through and says the same, compiled or not',
  (_, contract) => {
    const code = compiled(contract);
    const good = sampleRequest(contract);
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = contract[part];
      if (!schema) continue;
      const sample = good[part] as Record<string, unknown>;
      expect(outcomeOf(code[part]!, sample)).toEqual(outcomeOf(schema, sample));
      fc.assert(
        fc.property(fc.oneof(spoiled(sample), fc.anything()), (value) => {
          expect(outcomeOf(code[part]!, value)).toEqual(outcomeOf(schema, value));
        }),
      );
    }
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(outcomeOf(code.response, value)).toEqual(outcomeOf(contract.response, value));
      }),
    );
  },
);

it('compiles every hot schema, instead of handing one back as it is', () => {
  expect(hot.length).toBeGreaterThan(0);
  for (const contract of hot) {
    const code = compiled(contract);
    for (const part of ['params', 'query', 'body', 'response'] as const) {
      if (contract[part]) expect(code[part]).not.toBe(contract[part]);
    }
  }
});
