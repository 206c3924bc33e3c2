import { contracts, toJSONSchema, type Contract } from '@qiangji/shared-types';
import { PARAMS, QUERIES } from '../bench/pages-samples.mjs';

const gets = Object.values(contracts)
  .flatMap((feature) => Object.values(feature) as Contract[])
  .filter(({ method }) => method === 'GET');

function requires({ query }: Contract): boolean {
  if (!query) return false;
  const { required = [] } = toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return required.length > 0;
}

const idsOf = (list: Contract[]) => list.map(({ id }) => id);

it('has a sample for every GET that asks for something in its path', () => {
  const asking = idsOf(gets.filter(({ params }) => params !== undefined));
  expect(asking.filter((id) => !(id in PARAMS))).toEqual([]);
});

it('has a sample for every GET whose query has to say something', () => {
  expect(idsOf(gets.filter(requires)).filter((id) => !(id in QUERIES))).toEqual([]);
});
