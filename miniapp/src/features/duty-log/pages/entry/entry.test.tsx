import Taro from '@tarojs/taro';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { Profile } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import EntryPage from './index';

beforeAll(() => {
  startPhone();
});

async function open(kind: Profile['kind']): Promise<void> {
  resetDevice();
  device.answer = dutyService;
  const session = sessionOf('a');
  setSession({ ...session, me: { ...session.me, kind } });
  device.routerParams = {};
  await show();
}

async function show(): Promise<void> {
  render(<EntryPage />);
  await turn();
}

/** The app is closed by force: only what the phone keeps is there when it starts again. */
async function killAndReopen(): Promise<void> {
  cleanup();
  await show();
}

const choose = async (name: string) => {
  fireEvent.click(screen.getByRole('radio', { name }));
  await turn();
};
const save = () => screen.getByRole('button', { name: /还|记录仪|存/ });
const kept = () => {
  const item = engine.items.filter((one) => one.routeId === 'dutyLog.appendEntry').at(-1);
  return { params: item?.params, body: item?.body as Record<string, unknown> | undefined };
};

it('needs a category and nothing else', async () => {
  await open('officer');
  expect(save().textContent).toBe('还没选类别');
  await choose('店外经营');
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await turn();
  expect(kept()).toMatchObject({
    params: { shiftId: openShift.id },
    body: {
      categoryCode: 'outdoor_trading',
      handlingCode: 'persuasion',
      section: '人民路口',
      recorders: ['R1', 'R2'],
      draftForOfficer: false,
    },
  });
});

it('saves without a photo that was let go of, and forgets its file', async () => {
  await open('officer');
  await choose('店外经营');
  for (const path of ['http://tmp/bystander', 'http://tmp/stall']) {
    device.files.set(path, Uint8Array.of(path.length));
    device.photos = [path];
    fireEvent.click(screen.getByRole('button', { name: '拍照' }));
    await turn();
  }
  fireEvent.click(screen.getByRole('button', { name: /^现场照片 1，/ }));
  fireEvent.click(screen.getByRole('button', { name: '去掉第 1 张照片' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await turn();
  const { photos } = kept().body as { photos: { mediaId: string }[] };
  expect(photos).toHaveLength(1);
  expect(engine.items.filter((one) => one.photo).map((one) => one.photo?.mediaId)).toEqual([
    photos[0]?.mediaId,
  ]);
});

it('says what an act of enforcement lacks, and names the other officer', async () => {
  await open('officer');
  await choose('店外经营');
  await choose('当场处罚');
  expect(save().textContent).toBe('还差 1 名执法员');
  const officers = screen.getByRole('group', { name: '一起办的执法员' });
  fireEvent.click(within(officers).getByRole('checkbox', { name: '李国强' }));
  fireEvent.change(screen.getByRole('textbox', { name: '记录仪编号' }), {
    target: { value: 'R1' },
  });
  await turn();
  expect(save().textContent).toBe('记录仪不够两部，选个原因');
  await choose('情况紧急');
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await turn();
  expect(kept().body).toMatchObject({
    officerIds: [COLLEAGUE],
    recorders: ['R1'],
    recorderSkipReason: 'urgent',
  });
  expect(screen.getByRole('alertdialog', { name: '这次执法做个自查？' })).toBeTruthy();
});

it('keeps for an officer what an auxiliary must not handle, and says so', async () => {
  await open('auxiliary');
  await choose('店外经营');
  await choose('当场处罚');
  expect(screen.getByText(/协管员不能办当场处罚/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }));
  await turn();
  expect(kept().body).toMatchObject({ draftForOfficer: true, handlingCode: 'on_spot_penalty' });
});

it('has the place of a fix that was still under way when it was saved', async () => {
  const today = Date.now;
  // Long after the fixes of the tests before.
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => today() + 3_600_000);
  let found: (place: object) => void = () => undefined;
  const locating = jest
    .spyOn(Taro, 'getLocation')
    .mockReturnValue(new Promise((resolve) => (found = resolve)) as never);
  await open('officer');
  const before = engine.items.length;
  await choose('店外经营');
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await act(() => settle());
  expect(engine.items).toHaveLength(before);
  found({ longitude: 120.15, latitude: 30.28, accuracy: 25 });
  await turn();
  expect(kept().body).toMatchObject({ place: { lng: 120.15, lat: 30.28, accuracyM: 25 } });
  locating.mockRestore();
  clock.mockRestore();
});

const OTHER = {
  personId: '0190a000-0000-7000-8000-0000000000f1',
  name: '许明',
  unitName: '二中队',
  enforcementIdValid: true,
};
const LAPSED = {
  ...OTHER,
  personId: OTHER.personId.replace('f1', 'f2'),
  enforcementIdValid: false,
};

it('names an officer of another unit, found by name, and knows them without a network next time', async () => {
  await open('officer');
  device.answer = (request) =>
    request.url.includes('/duty-log/officers')
      ? { statusCode: 200, data: { officers: [OTHER, { ...LAPSED, name: '许亮' }] } }
      : dutyService(request);
  await choose('店外经营');
  await choose('当场处罚');
  fireEvent.click(screen.getByRole('button', { name: '找别的单位的执法员' }));
  fireEvent.change(screen.getByRole('textbox', { name: '找别的单位的执法员' }), {
    target: { value: '许' },
  });
  fireEvent.click(await screen.findByRole('button', { name: /许明/ }));
  await turn();
  // Whose ID is not valid is found, and is not to be chosen.
  expect(screen.getByText('许亮')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /许亮/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await turn();
  expect(kept().body).toMatchObject({ officerIds: [OTHER.personId] });

  device.answer = () => {
    throw new Error('no network');
  };
  await killAndReopen();
  await choose('店外经营');
  await choose('当场处罚');
  fireEvent.click(screen.getByRole('checkbox', { name: '许明（二中队）' }));
  await turn();
  expect(save().textContent).toBe('存下，继续巡查');
});

const words = () => screen.getByRole<HTMLInputElement>('textbox', { name: '补一句' }).value;

it('gives half an entry back after the app was killed, and forgets it once it is saved', async () => {
  await open('officer');
  expect(screen.queryByText('已恢复没记完的内容')).toBeNull();
  await choose('店外经营');
  fireEvent.change(screen.getByRole('textbox', { name: '补一句' }), {
    target: { value: '货架摆到盲道上' },
  });
  await killAndReopen();
  expect(screen.getByText('已恢复没记完的内容')).toBeTruthy();
  expect(words()).toBe('货架摆到盲道上');
  fireEvent.click(screen.getByRole('button', { name: '存下，继续巡查' }));
  await turn();
  expect(kept().body).toMatchObject({ categoryCode: 'outdoor_trading', text: '货架摆到盲道上' });
  await killAndReopen();
  expect(screen.queryByText('已恢复没记完的内容')).toBeNull();
  expect(words()).toBe('');
});

it('throws half an entry away only when asked twice', async () => {
  await open('officer');
  await choose('店外经营');
  await killAndReopen();
  fireEvent.click(screen.getByRole('button', { name: '清掉' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '留着' }));
  await turn();
  expect(screen.getByText('已恢复没记完的内容')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '清掉' }));
  await turn();
  const dialog = within(screen.getByRole('alertdialog'));
  fireEvent.click(dialog.getByRole('button', { name: '清掉' }));
  await turn();
  expect(save().textContent).toBe('还没选类别');
  await killAndReopen();
  expect(screen.queryByText('已恢复没记完的内容')).toBeNull();
});
