import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { addDays, dayOf, leaveContract, type Leave } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import UnitLeavePage from './index';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

const today = dayOf(Date.now());
const span = { kind: 'annual' as const, from: addDays(today, -3), to: addDays(today, 4) };

const leave: Leave = {
  id: '01a20eda-eb15-7ae4-9269-75d86b4aeaab',
  version: 1,
  personId: '01a20eda-eb15-7ae4-9269-75d86b4aeaac',
  name: '陈立',
  unitPath: '/wj/a',
  unitName: '湖塘中队',
  ...span,
  state: 'away',
  history: [{ what: 'recorded', at: new Date().toISOString(), who: '马骏', ...span }],
};

let items: Leave[];

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  items = [leave];
  // Reading works; whatever is written waits.
  device.answer = ({ method = 'GET' }) =>
    method === 'GET'
      ? { statusCode: 200, data: { items, nextCursor: null } }
      : { statusCode: 503, data: {} };
  setSession(sessionOf('a'));
});

afterEach(cleanup);

async function open(): Promise<void> {
  render(<UnitLeavePage />);
  await turn();
}

const changes = () => engine.items.filter(({ routeId }) => routeId === 'leave.change');

it('ends a leave the day before somebody is back, from this phone, and shows that it waits', async () => {
  await open();
  fireEvent.click(screen.getByText('陈立'));
  await turn();
  expect(screen.getByText('马骏 记的')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '今天回来了' }));
  await turn();
  expect(changes().at(-1)).toMatchObject({
    params: { leaveId: leave.id },
    body: { version: 1, kind: 'annual', from: span.from, to: addDays(today, -1) },
  });
  expect(screen.getByText('待发送')).not.toBeNull();
});

it('says what to do where nobody is away', async () => {
  items = [];
  await open();
  expect(screen.getByText('现在没有人请假')).not.toBeNull();
  expect(screen.getAllByRole('button', { name: '记一条' }).length).toBeGreaterThan(0);
});

it('leads from a leave that came back to the form that holds it', async () => {
  const refusal = { code: 'STATE_CONFLICT', message: '那几天已经记了年休假', requestId: 'r' };
  const answer = device.answer;
  device.answer = (request) =>
    request.method === 'POST' ? { statusCode: 409, data: refusal } : answer(request);
  const body = { personId: leave.personId, ...span };
  await enqueue({
    contract: leaveContract.record,
    body,
    recordKey: `leave:${leave.personId}`,
    title: '李国强的请假',
  });
  await open();
  fireEvent.click(screen.getByRole('button', { name: /李国强/ }));
  const back = engine.items.find(({ routeId }) => routeId === 'leave.record');
  expect(back?.state).toBe('rejected');
  expect(device.navigations).toEqual([
    `navigateTo /features/leave/pages/record/index?mend=${back?.opId}`,
  ]);
});
