import { busyNow } from '../../platform/availability';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;

beforeAll(async () => {
  kit = await DutyKit.begin();
});

afterAll(async () => {
  await kit.stop();
});

it('tells who is on a shift, and who is in the middle of an incident', async () => {
  const { officer, officer2, leader } = kit.people;
  const asked = [officer._id, officer2._id, leader._id];
  expect(await busyNow(asked)).toEqual(new Map());
  const shift = await kit.open('officer');
  await kit.open('officer2');
  expect(await busyNow(asked)).toEqual(
    new Map([
      [officer._id, 'on_shift'],
      [officer2._id, 'on_shift'],
    ]),
  );
  await kit.enter('officer', shift, { categoryCode: 'incident', text: '路灯杆歪了' });
  expect((await busyNow(asked)).get(officer._id)).toBe('incident');
});
