import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { standardContract } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { checklistOf, visitOf } from '../../../../../test/spot-check-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import { seenOn } from '../../signed';
import { beginCheck, localCheck, score, signOff } from '../../spot-check.store';
import SignPage from './index';

// A canvas that jsdom has not; who refuses draws nothing.
jest.mock('@/ui/signature-pad', () => ({ SignaturePad: () => null }));

const list = checklistOf();
const sent = (route: string) => engine.items.filter(({ routeId }) => routeId === route);
const found = (verdict: 'ok' | 'fault') => ({
  ...{ itemCode: 'A1', personId: 'p1', verdict },
  ...{ evidence: [], note: null, fixedOnSite: false },
});

let checkId: string;

beforeAll(startPhone);

beforeEach(async () => {
  resetDevice();
  device.answer = ({ url }) =>
    url.includes('/standard/checklists')
      ? { statusCode: 200, data: { checklists: [list] } }
      : { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
  setSession(sessionOf('a'));
  await keep(standardContract.listChecklists, { query: { kind: 'spot_check' } });
  setNetwork('none');
  checkId = await beginCheck(visitOf(list, { persons: [{ personId: 'p1', name: '陈立' }] }));
  score(checkId, [found('fault')]);
  device.routerParams = { id: checkId };
  render(<SignPage />);
  await turn();
});

/** Two taps before the page is drawn anew. */
const twice = async (button: HTMLElement) => {
  await act(async () => {
    button.click();
    button.click();
    await settle();
  });
  await turn();
};

async function refuse(reason: string): Promise<void> {
  fireEvent.click(screen.getByRole('radio', { name: '不肯签' }));
  fireEvent.change(screen.getByRole('textbox', { name: '为什么没签' }), {
    target: { value: reason },
  });
  await turn();
  await twice(screen.getByRole('button', { name: '注明拒签' }));
}

it('keeps one word of one tap or two, tied to what was shown', async () => {
  const seen = seenOn(localCheck(checkId)!, 'p1');
  await refuse('说要先问队长');
  expect(sent('spotCheck.appendSignoff').map(({ body }) => body)).toMatchObject([
    { personId: 'p1', refusalReason: '说要先问队长', seen },
  ]);
  expect(screen.getByText('拒签')).toBeTruthy();
});

it('asks again once the scores changed, and says why; the seal waits for it', async () => {
  await refuse('说要先问队长');
  expect(screen.getByRole('button', { name: '封存' })).toBeTruthy();
  act(() => score(checkId, [found('ok')]));
  await turn();
  expect(screen.getByText('打分改过，要再签')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '封存' })).toBeNull();
  await refuse('还是不签');
  expect(screen.queryByText('打分改过，要再签')).toBeNull();
  expect(screen.getByText('拒签')).toBeTruthy();
});

it('begins the form anew where the scores change before it is signed', async () => {
  fireEvent.change(screen.getByRole('textbox', { name: '陈立的意见' }), {
    target: { value: '同意' },
  });
  await turn();
  act(() => score(checkId, [found('ok')]));
  await turn();
  const field = screen.getByRole('textbox', { name: '陈立的意见' });
  expect((field as HTMLTextAreaElement).value).toBe('');
});

it('seals once, and not at all where the scores changed while the question stood', async () => {
  const seen = () => seenOn(localCheck(checkId)!, 'p1');
  const said = { personId: 'p1', answer: null, signatureId: null, refusalReason: '不认' };
  await act(() => signOff(checkId, { ...said, seen: seen() }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '封存' }));
  await turn();
  const sure = () => within(screen.getByRole('alertdialog')).getByRole('button', { name: '封存' });
  const yes = sure();
  act(() => score(checkId, [found('ok')]));
  await twice(yes);
  expect(sent('spotCheck.sealCheck')).toEqual([]);
  await act(() => signOff(checkId, { ...said, seen: seen() }));
  await turn();
  await twice(screen.getByRole('button', { name: '封存' }));
  await twice(sure());
  expect(sent('spotCheck.sealCheck')).toHaveLength(1);
});
