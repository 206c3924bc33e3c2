import { addDays, dutyLogContract, monthDay, noticeContract } from '@qiangji/shared-types';
import type { PersonKey } from '../../../test/org-fixture';
import { shiftClock } from '../../platform/clock';
import { DutyKit } from './duty-log.test-kit';
import { changeText } from './rota.news';
import { RotaRepository } from './rota.repository';
import { rotaTools, START } from './rota.test-kit';

const { saveRota, listMyRota } = dutyLogContract;

let kit: DutyKit;
const { at, freshDay, row, body, plan, plansOf } = rotaTools(() => kit);

beforeAll(async () => {
  kit = await DutyKit.begin();
});

beforeEach(() => at(START));

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

describe('a rota that is saved', () => {
  it('tells each of those it changes, once a write, of the days to come', async () => {
    const day = freshDay();
    const news = async (of: PersonKey) => {
      const { items } = await kit.ok(noticeContract.listMine, {}, of);
      return items.filter((one) => one.kind === 'rota').map(({ title, text }) => [title, text]);
    };
    const [known, others] = [await news('officer3'), await news('officer2')];
    const next = addDays(day, 1);
    const days = [day, next].map((one) => row('officer3', one));
    const input = body([...days, row('leader', day)]);
    await kit.ok(saveRota, { body: input }, 'leader');
    await kit.ok(saveRota, { body: input }, 'leader');
    const words = `${monthDay(day)}早班、${monthDay(next)}早班`;
    expect(await news('officer3')).toEqual([['给你排了班', words], ...known]);
    expect(await news('officer2')).toEqual(others);
    expect(await news('leader')).toEqual([]);
    const [first, second] = await plansOf('officer3', day, next);
    const back = body([row('officer3', next, 'late')], [first!.id, second!.id]);
    await kit.ok(saveRota, { body: back }, 'leader');
    const changed = `${monthDay(day)}的撤了、${monthDay(next)}中班`;
    expect((await news('officer3'))[0]).toEqual(['给你排了班', changed]);
  });

  it('counts the later of two plans where a write was cut off before it took the first back', async () => {
    const day = freshDay();
    const old = await plan('officer', day);
    const repository = await kit.get(RotaRepository);
    const killed = jest.spyOn(repository, 'takeBack').mockRejectedValueOnce(new Error('killed'));
    const input = body([row('officer', day, 'late')], [old.id]);
    await kit.fails(saveRota, { body: input }, 'leader', 'INTERNAL');
    killed.mockRestore();
    expect(await plansOf('officer', day)).toMatchObject([{ templateCode: 'late' }]);
    const mine = async () => {
      const { plans } = await kit.ok(listMyRota, {}, 'officer');
      return plans.filter((one) => one.day === day).map((one) => [one.templateCode, one.state]);
    };
    const both = [
      ['early', 'taken_back'],
      ['late', 'scheduled'],
    ];
    expect(await mine()).toEqual(both);
    // The later one is taken back: the earlier does not come up again.
    const [late] = await plansOf('officer', day);
    await kit.ok(saveRota, { body: body([], [late!.id]) }, 'leader');
    expect(await plansOf('officer', day)).toEqual([]);
    await kit.ok(saveRota, { body: input }, 'leader');
    expect(await plansOf('officer', day)).toEqual([]);
    expect((await mine()).map(([, state]) => state)).toEqual(['taken_back', 'taken_back']);
  });

  it('is told in a few words, however much of it there is', () => {
    const days = Array.from({ length: 7 }, (_, i) => `2027-03-0${i + 1}`);
    const all = days.map((day) => ({ personId: 'a', day, shift: '早班' }));
    expect(changeText(all)).toBe('3月1日早班、3月2日早班、3月3日早班、3月4日早班等 7 天');
    const swapped = [all[0]!, { ...all[0]!, shift: null }];
    expect(changeText(swapped)).toBe('3月1日早班');
  });
});
