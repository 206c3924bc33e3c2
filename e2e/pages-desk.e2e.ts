import { accountsAt, Tour } from './lib/tour';

let tour: Tour;

jest.setTimeout(600_000);

beforeAll(async () => {
  tour = await Tour.begin(`qj_pages_desk_${process.pid}`);
});
afterAll(() => tour?.end());

/** Those who work at a desk, too, and see most. */
describe('every page', () => {
  it.each(accountsAt('desks'))(
    'that the %s uses is ready, whole, readable and free of errors',
    async (account) => {
      expect(await tour.faultsOf(account)).toEqual([]);
    },
  );
});
