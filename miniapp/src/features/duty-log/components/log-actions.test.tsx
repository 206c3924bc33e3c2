import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Grant, Profile, Shift } from '@qiangji/shared-types';
import { unsent } from '@/platform/outbox';
import { setSession } from '@/platform/session/session.store';
import { ToastHost } from '@/ui/toast';
import { COLLEAGUE, openShift } from '../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { LogActions } from './log-actions';

const { me } = sessionOf('a');
const LEADER: Grant = { role: 'squadron_leader', unitPath: me.unitPath };
const colleague = { personId: COLLEAGUE, name: '李国强' };

const handedOver: Shift = {
  ...openShift,
  owner: colleague,
  state: 'handover_requested',
  handover: {
    requestedAt: '2026-11-24T06:30:00.000Z',
    requestedBy: colleague,
    receiver: { personId: me.personId, name: me.name },
    matters: [],
    note: null,
    ...{ confirmedAt: null, confirmedBy: null, overdue: true },
  },
};
const returned: Shift = { ...openShift, state: 'closed', log: 'returned' };
const submitted: Shift = { ...returned, owner: colleague, log: 'submitted' };

async function tap(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
}

function open(shift: Shift, grants: Profile['grants'] = []): void {
  render(
    <>
      <LogActions shift={shift} me={{ ...me, grants }} />
      <ToastHost />
    </>,
  );
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

describe('on a full phone', () => {
  it.each([
    ['接班', '再接', handedOver, []],
    ['改好了，重交', '再交', returned, []],
    ['看过了', '再点', submitted, [LEADER]],
  ])(
    '%s says that it is not kept, stays, and works once there is room',
    async (button, again, shift, grants) => {
      const before = unsent().length;
      open(shift, grants);
      device.storageLimit = 0;
      await tap(button);
      expect(screen.getByText(`手机存储满了，没存下，请清理后${again}`)).toBeTruthy();
      expect(unsent()).toHaveLength(before);
      expect(device.navigations).toEqual([]);
      device.storageLimit = 10_000_000;
      await tap(button);
      expect(unsent()).toHaveLength(before + 1);
      expect(device.navigations).not.toEqual([]);
    },
  );

  it('the reason why a log goes back stays written', async () => {
    const before = unsent().length;
    open(submitted, [LEADER]);
    await tap('退回');
    fireEvent.input(screen.getByRole('textbox'), { target: { value: '照片没拍' } });
    device.storageLimit = 0;
    const yes = () => screen.getAllByRole('button', { name: '退回' }).at(-1)!;
    const send = async () => {
      fireEvent.click(yes());
      await turn();
    };
    await send();
    expect(screen.getByText('手机存储满了，没存下，请清理后再退')).toBeTruthy();
    device.storageLimit = 10_000_000;
    await send();
    expect(unsent()).toHaveLength(before + 1);
    expect(unsent().at(-1)?.body).toMatchObject({ reason: '照片没拍' });
  });
});
