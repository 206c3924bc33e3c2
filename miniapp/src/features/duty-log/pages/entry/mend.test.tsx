import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { dutyLogContract, type EntryWrite } from '@qiangji/shared-types';
import { enqueue, unsent } from '@/platform/outbox';
import { setSession } from '@/platform/session/session.store';
import { saveFile } from '@/platform/files';
import { COLLEAGUE, dutyService, openShift } from '../../../../../test/duty-fixture';
import {
  device,
  resetDevice,
  setNetwork,
  type FakeRequest,
} from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import HandoverPage from '../handover';
import OpenPage from '../open';
import EntryPage from './index';

const OTHER = '0190a000-0000-7000-8000-0000000000c2';
const PHOTO = '0190a000-0000-7000-8000-0000000000f1';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 16; i += 1) await settle();
  });

/** A service that knows what a phone off line cannot: whose ID has lapsed, and who left the roster. */
class Bureau {
  readonly taken: { path: string; body: Record<string, unknown> }[] = [];
  readonly pictures: string[] = [];
  refusesEverything = false;

  answer = (request: FakeRequest) => {
    const { url, method, data } = request;
    if (method === 'GET') return this.read(request);
    const path = new URL(url, 'http://x').pathname;
    if (path.endsWith('/media')) {
      this.pictures.push(new URL(url, 'http://x').searchParams.get('mediaId') ?? '');
      return { statusCode: 201, data: {} };
    }
    const body = JSON.parse(data ?? '{}') as Record<string, unknown>;
    const officers = (body.officerIds ?? []) as string[];
    if (officers.includes(COLLEAGUE) || this.refusesEverything) {
      return {
        statusCode: 400,
        data: {
          code: 'ENFORCEMENT_ID_INVALID',
          message: '李国强当天没有有效的执法证',
          requestId: 'r',
        },
      };
    }
    this.taken.push({ path, body });
    return { statusCode: 201, data: { shiftId: openShift.id, id: body.entryId, entries: [] } };
  };

  private read(request: FakeRequest) {
    const answer = dutyService(request);
    if (!request.url.includes('/org/colleagues')) return answer;
    const { items } = answer.data as { items: object[] };
    return {
      ...answer,
      data: { items: [...items, { ...items[0], personId: OTHER, name: '沈洁' }], nextCursor: null },
    };
  }
}

let bureau: Bureau;

beforeAll(startPhone);

beforeEach(() => {
  cleanup();
  resetDevice();
  bureau = new Bureau();
  device.answer = bureau.answer;
  setSession(sessionOf('a'));
});

async function show(page: JSX.Element, params: Record<string, string> = {}): Promise<void> {
  cleanup();
  device.routerParams = params;
  render(page);
  await turn();
}

const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};
const choose = async (name: string) => {
  fireEvent.click(screen.getByRole('radio', { name }));
  await turn();
};
const say = async (text: string) => {
  fireEvent.change(screen.getByRole('textbox', { name: '补一句' }), { target: { value: text } });
  await turn();
};
const officer = async (name: string) => {
  const group = within(screen.getByRole('group', { name: '一起办的执法员' }));
  fireEvent.click(group.getByRole('checkbox', { name }));
  await turn();
};

async function write(text: string): Promise<void> {
  await show(<EntryPage />);
  await choose('店外经营');
  await say(text);
  await press('存下，继续巡查');
}

const refused = (routeId: string) =>
  unsent().find((item) => item.routeId === routeId && item.state === 'rejected');

it('lets the rest of a shift and its hand-over through past a refused entry, which is mended in the end', async () => {
  // The catalogue and the roster are on the phone.
  await show(<EntryPage />);
  act(() => setNetwork('none'));
  await write('第一条');
  await show(<EntryPage />);
  await choose('店外经营');
  await choose('当场处罚');
  await officer('李国强');
  await say('第二条');
  await press('存下，继续巡查');
  await press('先巡查');
  await write('第三条');
  await show(<HandoverPage />);
  const receivers = within(screen.getByRole('radiogroup', { name: '接班人' }));
  fireEvent.click(receivers.getByRole('radio', { name: '沈洁' }));
  await turn();
  await press('交班');
  expect(unsent()).toHaveLength(4);
  expect(bureau.taken).toEqual([]);

  act(() => setNetwork('wifi'));
  await turn();
  const texts = () => bureau.taken.map(({ body }) => body.text ?? body.receiverId);
  expect(texts().slice(0, 2).sort()).toEqual(['第一条', '第三条']);
  expect(texts().slice(2)).toEqual([OTHER]);
  const old = refused('dutyLog.appendEntry');
  expect(unsent()).toEqual([old]);

  await show(<EntryPage />, { mend: old?.opId ?? '' });
  expect(screen.getByText('李国强当天没有有效的执法证')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: '补一句' }).value).toBe('第二条');
  await officer('李国强');
  await officer('沈洁');
  await press('改好，再送');
  await turn();
  expect(unsent()).toEqual([]);
  expect(texts().sort()).toEqual(['第一条', '第三条', '第二条', OTHER].sort());
  const mended = bureau.taken.find(({ body }) => body.text === '第二条')?.body;
  const before = old?.body as EntryWrite;
  expect(mended).toMatchObject({
    entryId: before.entryId,
    officerIds: [OTHER],
    deviceAt: before.deviceAt,
  });
  expect(mended?.opId).not.toBe(before.opId);
});

it('opens a refused entry with its pictures and its place, and sends them with the correction', async () => {
  const place = { lng: 119.94, lat: 31.72, accuracyM: 15 };
  const photo = { mediaId: PHOTO, sha256: 'a'.repeat(64) };
  device.files.set('http://tmp/1', Uint8Array.of(1, 2, 3));
  await saveFile(PHOTO, 'http://tmp/1');
  await enqueue({
    contract: dutyLogContract.appendEntry,
    params: { shiftId: openShift.id },
    body: {
      entryId: '0190a000-0000-7000-8000-0000000000e1',
      catalogueVersion: 1,
      categoryCode: 'outdoor_trading',
      handlingCode: 'on_spot_penalty',
      partyTypeCode: 'shop',
      officerIds: [COLLEAGUE],
      recorders: ['R1', 'R2'],
      place,
      photos: [photo],
    },
    recordKey: '0190a000-0000-7000-8000-0000000000e1',
    title: '执勤记录',
    photos: [{ ...photo, purpose: 'evidence' }],
  });
  await turn();
  await show(<EntryPage />, { mend: refused('dutyLog.appendEntry')?.opId ?? '' });
  await choose('劝导');
  await press('改好，再送');
  await turn();
  expect(bureau.taken.map(({ body }) => body)).toMatchObject([
    { handlingCode: 'persuasion', place, photos: [photo] },
  ]);
  expect(bureau.pictures).toEqual([PHOTO]);
  expect(unsent()).toEqual([]);
});

it('mends a hand-over that came back instead of asking for a second one, or ends the shift in its place', async () => {
  await show(<HandoverPage />);
  bureau.refusesEverything = true;
  const receivers = () => within(screen.getByRole('radiogroup', { name: '接班人' }));
  const words = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '还要交代的' });
  fireEvent.change(words(), { target: { value: '充电柜坏了' } });
  fireEvent.click(receivers().getByRole('radio', { name: '李国强' }));
  await turn();
  await press('交班');
  expect(refused('dutyLog.requestHandover')).toBeDefined();
  bureau.refusesEverything = false;

  await show(<HandoverPage />);
  expect(words().value).toBe('充电柜坏了');
  await press('没人接，收班');
  await press('收班');
  expect(bureau.taken).toMatchObject([
    { path: expect.stringMatching(/\/close$/), body: { matters: [{ text: '充电柜坏了' }] } },
  ]);
  expect(bureau.taken[0]?.body).not.toHaveProperty('receiverId');
  expect(unsent()).toEqual([]);
});

it('opens a refused opening as it was filled in, and what was written in the shift goes after it', async () => {
  device.answer = (request) =>
    request.url.includes('/shifts/current')
      ? { statusCode: 200, data: { shift: null } }
      : bureau.answer(request);
  bureau.refusesEverything = true;
  await show(<OpenPage />);
  fireEvent.change(screen.getByRole('textbox', { name: '路段' }), {
    target: { value: '人民路口' },
  });
  await turn();
  await press('上岗');
  const old = refused('dutyLog.openShift');
  await write('还没上岗成');
  bureau.refusesEverything = false;
  await show(<OpenPage />, { mend: old?.opId ?? '' });
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: '路段' }).value).toBe('人民路口');
  await press('上岗');
  await turn();
  const { shiftId } = old?.body as { shiftId: string };
  expect(bureau.taken).toMatchObject([
    { body: { shiftId, sections: ['人民路口'] } },
    { path: expect.stringContaining(shiftId), body: { text: '还没上岗成' } },
  ]);
  expect(unsent()).toEqual([]);
});
