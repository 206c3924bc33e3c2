import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { checklistOf } from '../../../../../test/spot-check-fixture';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import StartPage from './index';

const id = (end: string) => `0190a000-0000-7000-8000-0000000000${end}`;
const me = sessionOf('a').me;
const squadron = { path: '/wh/brigade/hutang', name: '湖塘中队' };
const fellow = { personId: id('e1'), name: '顾清' };
const checked = {
  personId: id('c1'),
  staffNumber: 'W7',
  name: '陈立',
  kind: 'officer',
  post: '执法员',
  unitPath: squadron.path,
  unitName: squadron.name,
  enforcementIdValid: true,
};
const list = checklistOf();

/** A draw that names me and a fellow inspector; or others, where `mine` is false. */
let mine: boolean;

function service({ url, method }: FakeRequest) {
  const ok = (data: unknown) => ({ statusCode: 200, data });
  if (method !== 'GET') return { statusCode: 503, data: {} };
  if (url.includes('/standard/checklists')) return ok({ checklists: [list] });
  if (url.includes('/org/colleagues')) return ok({ items: [checked], nextCursor: null });
  if (url.includes('/org/units')) {
    return ok({
      units: [{ ...squadron, kind: 'squadron', townName: '湖塘镇', parentPath: '/wh' }],
    });
  }
  if (url.endsWith('/spot-check/inspectors')) {
    // Nobody visits with oneself, or with one of those who are visited.
    const own = { personId: id('e9'), name: '本队的人', unitPath: squadron.path };
    const me1 = { personId: me.personId, name: me.name, unitPath: '/wh/office' };
    return ok({ inspectors: [{ ...fellow, unitPath: '/wh/legal' }, me1, own] });
  }
  if (url.includes('/spot-check/draws/')) {
    const other = { personId: id('e2'), name: '马原' };
    const inspectors = mine ? [{ personId: me.personId, name: me.name }, fellow] : [fellow, other];
    return ok({
      id: id('d0'),
      kind: 'daily',
      covert: false,
      squadronBy: 'drawn',
      reason: null,
      state: 'made',
      seed: 'ab'.repeat(32),
      candidates: { squadrons: [squadron], inspectors: [] },
      outcome: { squadron, inspectors },
      checkId: null,
      cancelled: null,
      madeBy: fellow,
      madeAt: '2026-11-24T01:00:00.000Z',
    });
  }
  return { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
}

async function open(): Promise<void> {
  cleanup();
  render(<StartPage />);
  await turn();
}

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  mine = true;
  device.answer = service;
  device.routerParams = { drawId: id('d0') };
  setSession(sessionOf('a'));
});

it('keeps whom and where to check over a kill, and forgets it once scoring began', async () => {
  await open();
  fireEvent.click(
    within(screen.getByRole('group', { name: '被查的人' })).getByRole('checkbox', { name: '陈立' }),
  );
  fireEvent.change(screen.getByRole('textbox', { name: '地点' }), {
    target: { value: '人民路东段' },
  });
  await turn();

  await open();
  expect(screen.getByText('已恢复没记完的内容')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '开始打分' }));
  await turn();
  expect(engine.items.find((one) => one.routeId === 'spotCheck.createCheck')?.body).toMatchObject({
    personIds: [checked.personId],
    place: { label: '人民路东段' },
  });
  expect([...device.storage.keys()].filter((key) => key.includes('drafts@'))).toEqual([]);
});

it('is a special check where nothing was drawn, and says why before it begins', async () => {
  device.routerParams = {};
  await open();
  expect(screen.queryByRole('radio', { name: '日常督察' })).toBeNull();
  fireEvent.change(screen.getByLabelText('中队'), { target: { value: squadron.path } });
  await turn();
  expect(screen.getByRole('button', { name: '写明为什么查' })).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: '为什么查' }), {
    target: { value: '12345 反映较多' },
  });
  fireEvent.change(screen.getByLabelText('同去的督察员'), { target: { value: fellow.personId } });
  fireEvent.click(screen.getByRole('checkbox', { name: '陈立' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '开始打分' }));
  await turn();
  const begun = engine.items.find(
    ({ routeId, body }) =>
      routeId === 'spotCheck.createCheck' && (body as { drawId?: string }).drawId === undefined,
  );
  expect(begun?.body).toMatchObject({
    kind: 'special',
    covert: false,
    reason: '12345 反映较多',
    squadronPath: squadron.path,
    inspectorIds: [me.personId, fellow.personId],
    personIds: [checked.personId],
  });
});

it('is not begun by somebody who was not sent', async () => {
  mine = false;
  await open();
  expect(screen.getByText('这次派给了顾清、马原')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '开始打分' })).toBeNull();
});

it('begins one check of a double tap', async () => {
  await open();
  fireEvent.click(screen.getByRole('checkbox', { name: '陈立' }));
  await turn();
  const begun = () => engine.items.filter(({ routeId }) => routeId === 'spotCheck.createCheck');
  const before = begun().length;
  const begin = screen.getByRole('button', { name: '开始打分' });
  await act(async () => {
    begin.click();
    begin.click();
    await settle();
  });
  await turn();
  expect(begun()).toHaveLength(before + 1);
});
