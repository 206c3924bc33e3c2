import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { standardContract, type SpotCheck } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { checklistOf } from '../../../../../test/spot-check-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import ResultPage from './index';

const list = checklistOf();
const session = sessionOf('a');
const me = { personId: session.me.personId, name: session.me.name };
const checked = { personId: 'p1', name: '陈立', kind: 'officer' as const };
const sent = (route: string) => engine.items.filter(({ routeId }) => routeId === route);

const AT = '2026-11-24T01:20:00.000Z';
const SCORE = {
  ...{ score: 98, vetoed: false, grade: null, applicable: 2, faults: 1 },
  deductions: [{ groupCode: 'A', points: 2 }],
};

function checkOf(more: Partial<SpotCheck>): SpotCheck {
  return {
    ...{ id: 'c1', kind: 'daily', covert: false, state: 'notice_issued', relation: 'inspector' },
    squadron: { path: '/wj/brigade/hutang', name: '湖塘中队' },
    persons: [checked],
    checklist: { code: list.code, version: list.version, name: list.name },
    ...{ plannedOn: null, startedAt: AT, sealedAt: AT, applicable: 2, faults: 1, score: SCORE },
    ...{ acknowledgedAt: null, disputed: true, missingPictures: [] },
    ...{ drawId: null, reason: null, place: null, inspectors: [me], results: [], signoffs: [] },
    personScores: [{ personId: 'p1', score: SCORE }],
    acknowledgements: [{ personId: 'p1', at: AT, disagree: true, answer: '胸号当天送修' }],
    ...{ findings: [], late: [], clockDoubt: false },
    ...more,
  };
}

async function open(check: SpotCheck): Promise<void> {
  resetDevice();
  device.answer = ({ url }) =>
    url.includes('/standard/checklists')
      ? { statusCode: 200, data: { checklists: [list] } }
      : { statusCode: 200, data: check };
  setSession(session);
  await keep(standardContract.listChecklists, { query: { kind: 'spot_check' } });
  device.routerParams = { id: 'c1' };
  render(<ResultPage />);
  await turn();
  // What is written on the page then waits on the phone.
  act(() => setNetwork('none'));
}

beforeAll(startPhone);

it('has an inspector of the check settle what somebody holds against it, with a reason', async () => {
  await open(checkOf({}));
  expect(screen.getByText('胸号当天送修')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '处理陈立的意见' }));
  await turn();
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.queryByRole('button', { name: '处理' })).toBeNull();
  fireEvent.click(dialog.getByRole('radio', { name: '意见成立' }));
  fireEvent.change(dialog.getByRole('textbox', { name: '理由' }), {
    target: { value: '看了登记本' },
  });
  await turn();
  fireEvent.click(dialog.getByRole('button', { name: '处理' }));
  await turn();
  expect(sent('spotCheck.settleDispute').map(({ body }) => body)).toMatchObject([
    { personId: 'p1', outcome: 'withdrawn', reason: '看了登记本' },
  ]);
  expect(screen.getByText(/意见成立，收回了，不计入统计/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '处理陈立的意见' })).toBeNull();
});

it('shows no way to settle it to somebody who only leads the squadron', async () => {
  await open(checkOf({ relation: 'leader', inspectors: [{ personId: 'p9', name: '王海峰' }] }));
  expect(screen.getByText(/处理之前不进统计/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '处理陈立的意见' })).toBeNull();
});

it('says to the one who disagrees who is told, once it has arrived', async () => {
  const own = { ...checked, ...me };
  const inspectors = [{ personId: 'p9', name: '王海峰' }];
  await open(
    checkOf({
      ...{ relation: 'checked', persons: [own], inspectors },
      ...{ acknowledgements: [], disputed: false },
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: '我有不同意见' }));
  await turn();
  const dialog = within(screen.getByRole('alertdialog'));
  fireEvent.change(dialog.getByRole('textbox', { name: '我的意见' }), {
    target: { value: '有登记' },
  });
  await turn();
  fireEvent.click(dialog.getByRole('button', { name: '交上去' }));
  await turn();
  expect(sent('spotCheck.acknowledge')).toHaveLength(1);
  expect(screen.getByText('送到后告诉督察员、中队长和行动办')).toBeTruthy();
  expect(screen.queryByText(/已告诉/)).toBeNull();
});

it('takes no further disagreement once it was settled, and says how', async () => {
  const settlement = {
    ...{ personId: me.personId, by: { personId: 'p9', name: '王海峰' }, at: AT },
    ...{ outcome: 'kept' as const, reason: '登记是第二天补的' },
  };
  await open(
    checkOf({
      ...{ relation: 'checked', persons: [{ ...checked, ...me }], inspectors: [] },
      ...{ disputed: false, acknowledgedAt: AT, settlements: [settlement] },
      acknowledgements: [{ personId: me.personId, at: AT, disagree: true, answer: '有登记' }],
    }),
  );
  expect(screen.getByText('结果不变，计入统计')).toBeTruthy();
  expect(screen.getByText('王海峰：登记是第二天补的')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '我有不同意见' })).toBeNull();
});
