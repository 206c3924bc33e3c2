import { act, fireEvent, render, screen } from '@testing-library/react';
import { selfCheckContract, type Correction } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import CorrectionPage from './index';

const ID = '0190a000-0000-7000-8000-0000000000d1';

const correction: Correction = {
  id: ID,
  checkId: '0190a000-0000-7000-8000-0000000000d2',
  kind: 'readiness',
  personId: sessionOf('a').me.personId,
  personName: '王强',
  itemCode: 'A2',
  itemName: '胸徽',
  look: '胸徽端正',
  topic: 'uniform',
  topicName: '着装',
  severity: 'minor',
  note: null,
  photos: [],
  foundOn: '2026-11-24',
  dueOn: '2026-11-24',
  state: 'open',
  overdue: false,
  doneAt: null,
  doneNote: null,
  donePhotos: [],
};

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
const closed = () =>
  engine.items.filter(({ routeId }) => routeId === selfCheckContract.closeCorrection.id);

beforeAll(() => {
  startPhone();
});

beforeEach(async () => {
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: correction });
  await keep(selfCheckContract.findCorrection, { params: { correctionId: ID } });
  setNetwork('none');
  device.routerParams = { id: ID };
});

it('stays open on a full phone, says so, and is closed once where there is room again', async () => {
  render(<CorrectionPage />);
  await turn();
  fireEvent.change(screen.getByLabelText('怎么改的'), { target: { value: '换了新的' } });
  await turn();
  device.storageLimit = 0;
  const button = screen.getByRole('button', { name: '改好了' });
  fireEvent.click(button);
  await turn();
  expect(screen.getByText('手机存储满了，没存下，请清理后再交')).toBeTruthy();
  expect([closed().length, device.navigations]).toEqual([0, []]);
  device.storageLimit = 10_000_000;
  fireEvent.click(button);
  fireEvent.click(button);
  await turn();
  expect(closed().map(({ body }) => body)).toMatchObject([{ note: '换了新的' }]);
});
