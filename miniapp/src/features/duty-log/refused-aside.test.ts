import { dutyLogContract } from '@qiangji/shared-types';
import { enqueue, outboxItem } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, openShift } from '../../../test/duty-fixture';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { startPhone } from '../../../test/start-phone';
import { turn } from '../../../test/turn';
import { takeShiftOver } from './duty-log.store';
import { settleLeft } from './matter.store';

const shiftId = openShift.id;
const matter = {
  ...{ text: '学校门口', entryId: null, shiftId, section: null, toMe: false },
  from: { personId: COLLEAGUE, name: '李国强' },
  at: '2026-11-24T06:30:00.000Z',
};

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(() => {
  for (const { opId } of engine.items) engine.discard(opId);
});

it.each([
  ['接班', () => takeShiftOver(shiftId)],
  ['办完了', () => settleLeft(matter)],
])('%s that came back holds up nothing else of its shift', async (title, act) => {
  const message = '已经有人办了';
  device.answer = ({ url }) =>
    url.endsWith('/close')
      ? { statusCode: 200, data: openShift }
      : { statusCode: 409, data: { code: 'STATE_CONFLICT', message, requestId: 'r' } };
  await act();
  const opId = await enqueue({
    contract: dutyLogContract.closeShift,
    params: { shiftId },
    body: { matters: [] },
    recordKey: shiftId,
    title: '收班',
  });
  await turn();
  expect(engine.items.find(({ state }) => state === 'rejected')?.title).toBe(title);
  expect(outboxItem(opId)?.state).toBe('sent');
});
