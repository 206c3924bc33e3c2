import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { standardContract } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { dutyService } from '../../../../../test/duty-fixture';
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
