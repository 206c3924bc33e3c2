import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { dayOf, dutyLogContract, standardContract } from '@qiangji/shared-types';
import { discard, enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { keep } from '@/platform/resource';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { personStore } from '@/platform/storage';
import { dutyService, openShift, readinessList } from '../../../../../test/duty-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import CheckPage from './index';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

beforeAll(() => {
  startPhone();
});

beforeEach(async () => {
  resetDevice();
  device.answer = dutyService;
  setSession(sessionOf('a'));
  await keep(standardContract.listChecklists, { query: { kind: 'readiness' } });
  setNetwork('none');
  device.routerParams = { kind: 'readiness' };
});

const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};
const kept = () => engine.items.filter((item) => item.routeId === 'selfCheck.submit').at(-1)?.body;

it('takes one tap a group where all is in order, without a network', async () => {
  render(<CheckPage />);
  await turn();
  const submit = () => screen.getByRole('button', { name: /还有 \d 组没查|交自查/ });
  expect(submit().getAttribute('aria-disabled')).toBe('true');
  await press('着装标志全部合格');
  expect(submit().textContent).toBe('还有 1 组没查');
  await press('记录仪全部合格');
  await press('交自查');
  expect(kept()).toMatchObject({
    checklistCode: 'readiness',
    checklistVersion: 3,
    groups: [
      { groupCode: 'A', faults: [] },
      { groupCode: 'D', faults: [] },
    ],
  });
});

it('hands in a fault without the photo that was let go of', async () => {
  render(<CheckPage />);
  await turn();
  await press('着装标志有问题，逐条查');
  fireEvent.click(
    within(screen.getByRole('radiogroup', { name: '条目 A2' })).getByRole('radio', {
      name: '不合格',
    }),
  );
  await turn();
  device.files.set('http://tmp/blur', Uint8Array.of(1));
  device.photos = ['http://tmp/blur'];
  await press('给条目 A2拍照');
  await press('条目 A2 1，点开看大的');
  await press('去掉第 1 张照片');
  expect(screen.queryByRole('button', { name: '条目 A2 1，点开看大的' })).toBeNull();
  await press('着装标志其余 1 条合格');
  await press('记录仪全部合格');
  await press('交自查，1 条不合格');
  const { groups } = kept() as { groups: { faults: { photos?: unknown[] }[] }[] };
  expect(groups[0]?.faults[0]?.photos ?? []).toEqual([]);
});

it('opens a group for a fault, and the rest of it is still one tap', async () => {
  render(<CheckPage />);
  await turn();
  await press('着装标志有问题，逐条查');
  const judged = screen.getByRole('radiogroup', { name: '条目 A2' });
  fireEvent.click(within(judged).getByRole('radio', { name: '不合格' }));
  await turn();
  expect(screen.getByRole('button', { name: '给条目 A2拍照' })).toBeTruthy();
  await press('现场改好了');
  await press('着装标志其余 1 条合格');
  expect(screen.getByRole('button', { name: '着装标志，1 条不合格，展开' })).toBeTruthy();
  await press('记录仪全部合格');
  await press('交自查，1 条不合格');
  expect(kept()).toMatchObject({
    groups: [{ groupCode: 'A', faults: [{ itemCode: 'A2', fixed: true }] }, { groupCode: 'D' }],
  });
});

it('keeps a half done check when the page is left', async () => {
  const first = render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  first.unmount();
  render(<CheckPage />);
  await turn();
  expect(screen.getByRole('button', { name: '着装标志，全部合格，展开' })).toBeTruthy();
  await press('记录仪全部合格');
  await press('交自查');
});

it('begins anew on another day, and under a new version keeps only the faults', async () => {
  const first = render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  await press('记录仪有问题，逐条查');
  const judged = screen.getByRole('radiogroup', { name: '条目 D1' });
  fireEvent.click(within(judged).getByRole('radio', { name: '不合格' }));
  await turn();
  first.unmount();
  setNetwork('wifi');
  device.answer = (request) =>
    request.url.includes('/standard/checklists')
      ? { statusCode: 200, data: { checklists: [{ ...readinessList, version: 4 }] } }
      : dutyService(request);
  await keep(standardContract.listChecklists, { query: { kind: 'readiness' } });
  setNetwork('none');
  const second = render(<CheckPage />);
  await turn();
  expect(screen.getByText('清单第 4 版')).toBeTruthy();
  await press('着装标志全部合格');
  await press('记录仪这组查完了');
  expect(screen.getByRole('button', { name: '交自查，1 条不合格' })).toBeTruthy();
  second.unmount();
  const tomorrow = Date.now() + 86_400_000;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => tomorrow);
  render(<CheckPage />);
  await turn();
  expect(screen.getByRole('button', { name: '还有 2 组没查' })).toBeTruthy();
  clock.mockRestore();
});

const all = () => engine.items.filter((item) => item.routeId === 'selfCheck.submit');

it('is one check, however often the button is tapped before the page is gone', async () => {
  render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  await press('记录仪全部合格');
  const before = all().length;
  const button = screen.getByRole('button', { name: '交自查' });
  fireEvent.click(button);
  fireEvent.click(button);
  await turn();
  fireEvent.click(button);
  await turn();
  expect(all().length - before).toBe(1);
  expect(device.navigations).toHaveLength(1);
});

it('is one check from a form that is open twice', async () => {
  const first = render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  await press('记录仪全部合格');
  const second = render(<CheckPage />);
  await turn();
  const before = all().length;
  for (const page of [first, second]) {
    fireEvent.click(within(page.container).getByRole('button', { name: '交自查' }));
    await turn();
  }
  expect(all().length - before).toBe(1);
  first.unmount();
  second.unmount();
  // The next one is another check.
  render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  await press('记录仪全部合格');
  await press('交自查');
  expect(all().length - before).toBe(2);
});

it('stays as it is on a full phone, says so, and can be handed in once there is room', async () => {
  render(<CheckPage />);
  await turn();
  await press('着装标志全部合格');
  await press('记录仪全部合格');
  const before = all().length;
  device.storageLimit = 0;
  await press('交自查');
  expect(screen.getByText('手机存储满了，没存下，请清理后再交')).toBeTruthy();
  expect([all().length - before, device.navigations]).toEqual([0, []]);
  device.storageLimit = 10_000_000;
  await press('交自查');
  expect(all().length - before).toBe(1);
});

it('forgets drafts of before, which named no list', async () => {
  const former = personStore('self-check', sessionOf('a').me.personId);
  former.set('readiness:', { confirmed: ['A', 'D'] });
  render(<CheckPage />);
  await turn();
  expect(screen.getByRole('button', { name: '还有 2 组没查' })).toBeTruthy();
  expect(former.keys()).toEqual([]);
});

describe('after an act of enforcement', () => {
  beforeEach(async () => {
    setNetwork('wifi');
    await keep(standardContract.listChecklists, { query: { kind: 'conduct' } });
    setNetwork('none');
  });

  const about = (handling: string) => {
    const entryId = '0190a000-0000-7000-8000-0000000000e1';
    device.routerParams = { kind: 'conduct', entryId, handling };
    return entryId;
  };

  it('asks about the steps of that handling only', async () => {
    const entryId = about('seizure');
    render(<CheckPage />);
    await turn();
    expect(screen.queryByText('条目 Q5')).toBeNull();
    await press('现场全部合格');
    await press('程序全部合格');
    await press('交自查');
    expect(kept()).toMatchObject({
      entryId,
      handlingCode: 'seizure',
      groups: [{ groupCode: 'P' }, { groupCode: 'Q' }],
    });
  });

  it('is sent after the entry that it is about, as long as that waits on this phone', async () => {
    const entryId = about('seizure');
    const entry = await enqueue({
      contract: dutyLogContract.appendEntry,
      params: { shiftId: '0190a000-0000-7000-8000-0000000000f1' },
      body: {
        entryId,
        catalogueVersion: 1,
        categoryCode: 'outdoor_trading',
        handlingCode: 'seizure',
        partyTypeCode: 'shop',
      },
      recordKey: '0190a000-0000-7000-8000-0000000000f1',
      title: '执勤记录',
    });
    render(<CheckPage />);
    await turn();
    await press('现场全部合格');
    await press('程序全部合格');
    await press('交自查');
    const check = engine.items.filter((item) => item.routeId === 'selfCheck.submit').at(-1);
    expect(check?.dependsOn).toBe(entry);
    act(() => discard(entry));
    expect(engine.items.find((item) => item.opId === check?.opId)?.dependsOn).toBeUndefined();
  });

  it('leaves out a group of which nothing happened', async () => {
    about('order_to_correct');
    render(<CheckPage />);
    await turn();
    expect(screen.queryByText('程序')).toBeNull();
    await press('现场全部合格');
    await press('交自查');
    expect(kept()).toMatchObject({ groups: [{ groupCode: 'P' }] });
  });
});

describe('once a month', () => {
  const month = `${dayOf(Date.now()).slice(0, 7)}-01`;
  /** Acts of enforcement on the only shift of the month; undefined: the service does not say. */
  let acts: number | undefined;

  beforeEach(async () => {
    setNetwork('wifi');
    useCache.setState({}, true);
    for (const { opId } of engine.items) discard(opId);
    const [uniform, recorder] = readinessList.groups;
    const [item] = recorder!.items;
    const asked = { ...item!, code: 'D2', name: '条目 D2', when: { enforced: true as const } };
    const groups = [uniform!, { ...recorder!, items: [item!, asked] }];
    const list = { ...readinessList, code: 'periodic_field', kind: 'periodic' as const, groups };
    device.answer = (request) => {
      const { url } = request;
      if (url.includes('/standard/checklists'))
        return { statusCode: 200, data: { checklists: [list] } };
      if (!url.includes('/duty-log/shifts?')) return dutyService(request);
      expect(url).toContain(`from=${month}`);
      if (acts === undefined) return { statusCode: 503, data: {} };
      const shift = { ...openShift, enforcementCount: acts };
      return { statusCode: 200, data: { items: [shift], nextCursor: null } };
    };
    device.routerParams = { kind: 'periodic' };
  });

  const open = async () => {
    render(<CheckPage />);
    await turn();
    return screen.queryByText('条目 D2') !== null;
  };
  const handIn = async () => {
    await press('着装标志全部合格');
    await press('记录仪全部合格');
    await press('交自查');
    return kept();
  };

  it('does not ask about enforcement where there was none, and says so', async () => {
    acts = 0;
    expect(await open()).toBe(false);
    expect(await handIn()).toMatchObject({ checklistCode: 'periodic_field', enforced: false });
  });

  it('asks where there was some, or where nobody knows', async () => {
    acts = 1;
    expect(await open()).toBe(true);
    expect(await handIn()).not.toHaveProperty('enforced');
    cleanup();
    acts = undefined;
    useCache.setState({}, true);
    device.storage.clear();
    setSession(sessionOf('a'));
    expect(await open()).toBe(true);
  });

  it('asks where an act still waits on this phone', async () => {
    acts = 0;
    await enqueue({
      contract: dutyLogContract.appendEntry,
      params: { shiftId: openShift.id },
      body: {
        ...{ entryId: '0190a000-0000-7000-8000-0000000000e7', catalogueVersion: 1 },
        ...{ categoryCode: 'outdoor_trading', handlingCode: 'on_spot_penalty' },
        partyTypeCode: 'shop',
      },
      recordKey: openShift.id,
      title: '执勤记录',
    });
    expect(await open()).toBe(true);
  });
});
