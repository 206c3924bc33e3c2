import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { addDays, dayOf, type CheckWrite, type Draw, type SpotCheck } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { checklistOf } from '../../../../../test/spot-check-fixture';
import {
  device,
  resetDevice,
  setNetwork,
  type FakeRequest,
} from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import PlanPage from './index';

const id = (end: string) => `0190a000-0000-7000-8000-0000000000${end}`;
const squadron = { path: '/wh/brigade/hutang', name: '湖塘中队' };
const [first, second] = [
  { personId: id('e1'), name: '顾清' },
  { personId: id('e2'), name: '马原' },
];
const list = checklistOf();

const draw: Draw = {
  id: id('d0'),
  kind: 'daily',
  covert: true,
  squadronBy: 'drawn',
  reason: null,
  state: 'made',
  seed: 'ab'.repeat(32),
  candidates: {
    squadrons: [squadron],
    inspectors: [
      { ...first, unitPath: '/wh/office' },
      { ...second, unitPath: '/wh/legal' },
      { personId: id('e3'), name: '本队的人', unitPath: squadron.path },
    ],
  },
  outcome: { squadron, inspectors: [first, second] },
  checkId: null,
  cancelled: null,
  madeBy: { personId: id('f0'), name: '行动办' },
  madeAt: '2026-11-24T01:00:00.000Z',
};

const planned: SpotCheck = {
  id: id('c0'),
  kind: 'special',
  covert: false,
  state: 'planned',
  relation: 'inspector',
  squadron,
  persons: [],
  checklist: { code: list.code, version: list.version, name: list.name },
  plannedOn: null,
  startedAt: null,
  sealedAt: null,
  applicable: 0,
  faults: 0,
  score: null,
  acknowledgedAt: null,
  disputed: false,
  missingPictures: [],
  drawId: null,
  reason: null,
  place: null,
  inspectors: [],
  results: [],
  signoffs: [],
  personScores: [],
  acknowledgements: [],
  findings: [],
  late: [],
  clockDoubt: false,
};

let drawn: Draw;
let known: SpotCheck;
let written: { url: string; body: Record<string, unknown> }[];

function service({ url, method, data }: FakeRequest) {
  const ok = (answer: unknown) => ({ statusCode: 200, data: answer });
  if (method === 'POST') {
    const body = JSON.parse(data ?? '{}') as CheckWrite;
    written.push({ url, body });
    const inspectors = [first, second].filter((one) => body.inspectorIds?.includes(one.personId));
    return ok({
      ...planned,
      kind: body.kind ?? planned.kind,
      covert: body.covert ?? planned.covert,
      state: inspectors.length > 0 ? 'assigned' : 'planned',
      inspectors,
      plannedOn: body.plannedOn ?? null,
    });
  }
  if (url.includes('/standard/checklists')) return ok({ checklists: [list] });
  if (url.includes('/org/units')) {
    const unit = { ...squadron, kind: 'squadron', townName: '湖塘镇', parentPath: '/wh/brigade' };
    return ok({ units: [unit] });
  }
  if (url.includes(`/spot-check/draws/${draw.id}`)) return ok(drawn);
  if (url.endsWith('/spot-check/inspectors')) {
    return ok({ inspectors: draw.candidates.inspectors });
  }
  if (url.includes('/spot-check/checks/')) return ok(known);
  return { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
}

async function open(params: Record<string, string>): Promise<void> {
  device.routerParams = params;
  render(<PlanPage />);
  await turn();
}

const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};
const pick = async (name: string) => {
  const group = within(screen.getByRole('group', { name: '派谁去' }));
  fireEvent.click(group.getByRole('checkbox', { name }));
  await turn();
};

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  device.answer = service;
  drawn = draw;
  known = planned;
  written = [];
  setNetwork('wifi');
  setSession(sessionOf('a'));
});

it('sends those whom the draw named, the way it was drawn', async () => {
  await open({ drawId: draw.id });
  expect(screen.getByText('日常暗访')).toBeTruthy();
  await press('派出去');
  expect(written[0]?.body).toMatchObject({
    drawId: draw.id,
    kind: 'daily',
    covert: true,
    squadronPath: squadron.path,
    inspectorIds: [first.personId, second.personId],
    checklist: { code: list.code, version: list.version },
  });
  expect(written[0]?.body).not.toHaveProperty('personIds');
  expect(screen.getByText('待上门')).toBeTruthy();
  expect(screen.getByText('顾清、马原')).toBeTruthy();
});

it('names the inspectors of a plan later, none of the squadron itself', async () => {
  await open({ checkId: planned.id });
  expect(screen.queryByText('本队的人')).toBeNull();
  expect(screen.getByRole('button', { name: '先选督察员' })).toBeTruthy();
  await pick('顾清');
  expect(screen.getByRole('button', { name: '还差一名督察员' })).toBeTruthy();
  await pick('马原');
  await press('派出去');
  expect(written).toMatchObject([
    {
      url: expect.stringContaining(`/checks/${planned.id}/assign`) as string,
      body: { inspectorIds: [first.personId, second.personId] },
    },
  ]);
  expect(screen.getByText('待上门')).toBeTruthy();
});

it('sends the day that was chosen, and none that has passed', async () => {
  await open({ drawId: draw.id });
  const today = dayOf(Date.now());
  const choose = async (value: string) => {
    fireEvent.change(screen.getByLabelText('哪天去'), { target: { value } });
    await turn();
  };
  await choose(addDays(today, -1));
  expect(screen.getByRole('button', { name: '日期已经过了' })).toBeTruthy();
  await choose(addDays(today, 1));
  await press('派出去');
  expect(written[0]?.body).toMatchObject({ plannedOn: addDays(today, 1) });
  expect(screen.getByText('明天去')).toBeTruthy();
});

it('says why a draw that was used or cancelled can not be planned, and what to do', async () => {
  drawn = { ...draw, state: 'used', checkId: planned.id };
  await open({ drawId: draw.id });
  await press('看这次督察');
  expect(device.navigations.at(-1)).toContain(`/plan/index?checkId=${planned.id}`);
  cleanup();
  resetDevice();
  device.answer = service;
  setSession(sessionOf('a'));
  drawn = { ...draw, state: 'cancelled' };
  await open({ drawId: draw.id });
  expect(screen.getByText('这次抽签作废了')).toBeTruthy();
});

it('waits for a network, since the service must take a plan at once', async () => {
  await open({ drawId: draw.id });
  act(() => setNetwork('none'));
  await turn();
  expect(screen.getByRole('button', { name: '安排督察要连上网' })).toBeTruthy();
  expect(written).toEqual([]);
});

it('tells of a check that cannot be had, and why', async () => {
  const body = { code: 'NOT_FOUND', message: '没找到，可能已经不归你管', requestId: 'r' };
  device.answer = () => ({ statusCode: 404, data: body });
  await open({ checkId: id('c9') });
  expect(screen.getByRole('alert').textContent).toContain(`这次督察没取到${body.message}`);
});

describe('a check that was assigned', () => {
  beforeEach(() => {
    known = { ...planned, state: 'assigned', inspectors: [first, second] };
  });

  it('is given to others with a reason', async () => {
    const third = { personId: id('e4'), name: '沈一' };
    const inspectors = [
      { ...first, unitPath: '/wh/office' },
      { ...second, unitPath: '/wh/legal' },
      { ...third, unitPath: '/wh/legal' },
    ];
    device.answer = (request) =>
      request.url.endsWith('/spot-check/inspectors')
        ? { statusCode: 200, data: { inspectors } }
        : service(request);
    await open({ checkId: planned.id });
    await press('改派');
    expect(screen.getByRole('button', { name: '换一个人' })).toBeTruthy();
    await pick('顾清');
    await pick('沈一');
    expect(screen.getByRole('button', { name: '写明为什么改派' })).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: '为什么改派' }), {
      target: { value: '顾清病了' },
    });
    await turn();
    await press('改派');
    expect(written).toMatchObject([
      {
        url: expect.stringContaining('/assign') as string,
        body: { inspectorIds: [second.personId, third.personId], reason: '顾清病了' },
      },
    ]);
  });

  it('is called off, and says by whom and why', async () => {
    await open({ checkId: planned.id });
    await press('作废这次督察');
    fireEvent.change(screen.getByRole('textbox', { name: '理由' }), {
      target: { value: '当天停工' },
    });
    await turn();
    act(() => setNetwork('none'));
    await press('作废');
    expect(screen.getByText('已作废')).toBeTruthy();
    expect(screen.getByText('当天停工')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '作废这次督察' })).toBeNull();
    expect(screen.getByRole('button', { name: '看作废的' })).toBeTruthy();
  });
});
