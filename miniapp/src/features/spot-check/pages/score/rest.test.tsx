import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { standardContract, type Checklist } from '@qiangji/shared-types';
import { outboxItem } from '@/platform/outbox';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { checklistOf, visitOf } from '../../../../../test/spot-check-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import { beginCheck, flush, localCheck } from '../../spot-check.store';
import ScorePage from './index';

const [first, second] = checklistOf().groups;
const item = first!.items[0]!;
/** A group of eight: five of the person, one of the team, two that fail the whole check. */
const group: Checklist['groups'][number] = {
  code: 'A',
  name: '着装',
  items: [
    ...['A1', 'A2', 'A3', 'A4', 'A5'].map((code) => ({ ...item, code, name: `条目 ${code}` })),
    { ...item, code: 'A6', name: '条目 A6', subject: 'team' as const },
    ...['A7', 'A8'].map((code) => ({
      ...{ ...item, code, name: `条目 ${code}`, deduction: 0 },
      severity: 'veto' as const,
    })),
  ],
};
const list: Checklist = { ...checklistOf(), groups: [group, second!] };
const LOOK = '看上衣、裤、帽是否成套，帽徽、肩章、臂章、胸徽、胸号是否齐全端正';
group.items[0] = { ...group.items[0]!, look: LOOK, source: '三年行动方案三（四）2' };

let checkId: string;
let taps = 0;

const tap = async (target: HTMLElement) => {
  taps += 1;
  fireEvent.click(target);
  await turn();
};
const radios = (name: string) => within(screen.getByRole('radiogroup', { name }));
const verdicts = () =>
  Object.fromEntries(localCheck(checkId)!.results.map((one) => [one.itemCode, one.verdict]));

beforeAll(startPhone);

beforeEach(async () => {
  resetDevice();
  taps = 0;
  device.answer = () => ({ statusCode: 200, data: { checklists: [list] } });
  setSession(sessionOf('a'));
  await keep(standardContract.listChecklists, { query: { kind: 'spot_check' } });
  setNetwork('none');
  checkId = await beginCheck(visitOf(list));
  device.routerParams = { id: checkId };
  render(<ScorePage />);
  await turn();
});

afterEach(async () => {
  jest.restoreAllMocks();
  cleanup();
  await act(() => flush(checkId));
});

it('scores a group of eight with one fault in two taps, and overwrites nothing', async () => {
  expect(screen.getByRole('button', { name: '8 项都合格，含 2 项否决项' })).toBeTruthy();
  await tap(radios('条目 A3').getByRole('radio', { name: '扣 2 分' }));
  await tap(screen.getByRole('button', { name: '其余 7 项都合格，含 2 项否决项' }));
  expect(taps).toBe(2);
  expect(verdicts()).toEqual({
    ...{ A1: 'ok', A2: 'ok', A3: 'fault', A4: 'ok', A5: 'ok', A6: 'ok', A7: 'ok', A8: 'ok' },
  });
  expect(screen.getByRole('radio', { name: '着装 8/8' })).toBeTruthy();
  // The other one's own items are not passed by it; the team's are decided for both.
  await tap(radios('被查的人').getByRole('radio', { name: '周敏' }));
  expect(screen.getByRole('radio', { name: '着装 1/8' })).toBeTruthy();
});

it('takes it back as a whole, but not what was decided apart, and saves nothing meanwhile', async () => {
  const pauses = jest.spyOn(window, 'setTimeout');
  const planned = () => pauses.mock.calls.filter(([, ms]) => ms === 1_500).length;
  await tap(radios('条目 A3').getByRole('radio', { name: '不适用' }));
  expect(planned()).toBe(1);
  await tap(screen.getByRole('button', { name: /其余 7 项都合格/ }));
  await tap(radios('条目 A1').getByRole('radio', { name: '扣 2 分' }));
  expect(planned()).toBe(1);
  expect(localCheck(checkId)?.dirty).toHaveLength(8);
  await tap(screen.getByRole('button', { name: '撤回刚才的 6 项合格' }));
  expect(verdicts()).toEqual({ A1: 'fault', A3: 'na' });
  expect(screen.queryByRole('button', { name: /撤回/ })).toBeNull();
  expect(screen.getByRole('button', { name: /其余 6 项都合格/ })).toBeTruthy();
  expect(planned()).toBe(2);
});

it('goes out with the way on, and is then changed item by item', async () => {
  await tap(screen.getByRole('button', { name: /8 项都合格/ }));
  await tap(screen.getByRole('button', { name: /下一组/ }));
  const local = localCheck(checkId)!;
  expect(local.dirty).toEqual([]);
  const { results } = outboxItem(local.ops.at(-1)!)?.body as { results: unknown[] };
  expect(results).toHaveLength(8);
  await tap(screen.getByRole('radio', { name: '着装 8/8' }));
  expect(screen.queryByRole('button', { name: /都合格|撤回/ })).toBeNull();
  await tap(radios('条目 A1').getByRole('radio', { name: '扣 2 分' }));
  expect(verdicts()).toMatchObject({ A1: 'fault', A2: 'ok' });
});

it('says what to look at and where it stands, folded where that is long', async () => {
  const hint = screen.getByText(LOOK);
  expect(screen.getAllByText('依据：方案')).toHaveLength(7);
  const unfold = screen.getByRole('button', { name: '条目 A1，看什么' });
  expect(unfold.getAttribute('aria-expanded')).toBe('false');
  expect(hint.closest('.qj-score__hint')).not.toBeNull();
  await tap(unfold);
  expect(unfold.getAttribute('aria-expanded')).toBe('true');
  expect(hint.closest('.qj-score__hint')).toBeNull();
  expect(screen.queryByRole('button', { name: '条目 A2，看什么' })).toBeNull();
});
