import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { spotCheckContract, standardContract } from '@qiangji/shared-types';
import { outboxItem, sendNow } from '@/platform/outbox';
import { keep } from '@/platform/resource';
import { setSession } from '@/platform/session/session.store';
import { checklistOf, visitOf } from '../../../../../test/spot-check-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import { seenOn } from '../../signed';
import { beginCheck, localCheck, score, seal, signOff } from '../../spot-check.store';
import ScorePage from './index';

const list = checklistOf();

/** The service of the first visit: it has the checklist, then the network goes. */
function serve({ url, method }: { url: string; method: string }) {
  if (method === 'GET' && url.includes('/standard/checklists')) {
    return { statusCode: 200, data: { checklists: [list] } };
  }
  return { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
}

let checkId: string;

beforeAll(() => {
  startPhone();
});

beforeEach(async () => {
  resetDevice();
  device.answer = serve;
  setSession(sessionOf('a'));
  await keep(standardContract.listChecklists, { query: { kind: 'spot_check' } });
  setNetwork('none');
  checkId = await beginCheck(visitOf(list));
  device.routerParams = { id: checkId };
});

const group = (name: string) => screen.getByRole('radiogroup', { name });

it('scores by groups of named radios, without a network, for each person apart', async () => {
  render(<ScorePage />);
  await turn();
  expect(screen.getByRole('radio', { name: '着装 0/2' }).getAttribute('aria-checked')).toBe('true');
  fireEvent.click(within(group('条目 A1')).getByRole('radio', { name: '合格' }));
  fireEvent.click(within(group('条目 A2')).getByRole('radio', { name: '扣 1 分' }));
  await turn();
  expect(screen.getByRole('radio', { name: '着装 2/2' })).toBeTruthy();
  expect(screen.getByText('99')).toBeTruthy();
  expect(screen.getByText('1 项，共扣 1')).toBeTruthy();
  expect(screen.getByRole('switch', { name: '条目 A2，已当场改正' })).toBeTruthy();
  expect(screen.getByRole('button', { name: '给“条目 A2”拍证据' })).toBeTruthy();
  fireEvent.click(within(group('被查的人')).getByRole('radio', { name: '周敏' }));
  await turn();
  expect(screen.getByRole('radio', { name: '着装 0/2' })).toBeTruthy();
});

it('keeps veto items in a block of their own and says what they do', async () => {
  render(<ScorePage />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: /下一组 装备/ }));
  await turn();
  const block = screen.getByRole('group', { name: '装备，一票否决' });
  expect(within(block).getByText('一票否决，查到一项就不合格')).toBeTruthy();
  expect(within(block).queryByText('条目 D1')).toBeNull();
  fireEvent.click(within(block).getByRole('radio', { name: '一票否决' }));
  await turn();
  expect(screen.getByText('不合格')).toBeTruthy();
  expect(screen.getByRole('button', { name: '去签字' })).toBeTruthy();
});

it('puts what was tapped into the outbox as one save when the group is left', async () => {
  render(<ScorePage />);
  await turn();
  fireEvent.click(within(group('条目 A1')).getByRole('radio', { name: '合格' }));
  fireEvent.click(within(group('条目 A2')).getByRole('radio', { name: '不适用' }));
  expect(localCheck(checkId)?.dirty).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: /下一组/ }));
  await turn();
  const local = localCheck(checkId);
  expect(local?.dirty).toEqual([]);
  const save = outboxItem(local?.ops[1] ?? '');
  expect(save).toMatchObject({ routeId: spotCheckContract.appendResults.id, recordKey: checkId });
  const { results } = save?.body as { results: { itemCode: string }[] };
  expect(results.map((one) => one.itemCode)).toEqual(['A1', 'A2']);
});

it('changes nothing after the seal', async () => {
  render(<ScorePage />);
  await turn();
  fireEvent.click(within(group('条目 A1')).getByRole('radio', { name: '合格' }));
  await act(() => seal(checkId));
  await turn();
  expect(screen.queryByRole('radiogroup')).toBeNull();
  expect(screen.getByRole('button', { name: '看封存的' })).toBeTruthy();
  score(checkId, [{ ...localCheck(checkId)!.results[0]!, verdict: 'fault' }]);
  expect(localCheck(checkId)?.results[0]?.verdict).toBe('ok');
  expect(outboxItem(localCheck(checkId)?.sealOpId ?? '')?.state).toBe('waiting');
});

it('writes on after a seal that came back, and asks to seal again', async () => {
  score(checkId, [
    {
      ...{ itemCode: 'A1', personId: 'p1', verdict: 'ok' as const },
      ...{ evidence: [], note: null, fixedOnSite: false },
    },
  ]);
  await seal(checkId);
  expect(localCheck(checkId)?.sealedAt).not.toBeNull();
  // The other inspector's phone has added somebody meanwhile, who has yet to sign.
  device.answer = (request) => {
    if (request.method === 'GET') return serve(request);
    if (!request.url.endsWith('/seal')) return { statusCode: 201, data: {} };
    const details = [{ path: 'signatures', reason: 'missing', message: '没签名：周敏' }];
    const data = { code: 'CHECK_INCOMPLETE', message: '还有人没签名', details, requestId: 'r' };
    return { statusCode: 409, data };
  };
  setNetwork('wifi');
  sendNow();
  for (let i = 0; i < 10; i += 1) await turn();
  render(<ScorePage />);
  await turn();
  expect(screen.getByText('封存被退回了')).toBeTruthy();
  expect(screen.getByText('还有人没签名；没签名：周敏')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '接着查' }));
  await turn();
  expect(localCheck(checkId)).toMatchObject({ sealedAt: null, sealOpId: null });
  expect(group('被查的人')).toBeTruthy();
});

it('says at once whose signature is gone with a change, and nobody else’s', async () => {
  const scored = (personId: string) => ({
    ...{ itemCode: 'A1', personId, verdict: 'ok' as const },
    ...{ evidence: [], note: null, fixedOnSite: false },
  });
  score(checkId, [scored('p1'), scored('p2')]);
  for (const personId of ['p1', 'p2']) {
    const said = { personId, answer: null, signatureId: null, refusalReason: '不认' };
    await signOff(checkId, { ...said, seen: seenOn(localCheck(checkId)!, personId) });
  }
  render(<ScorePage />);
  await turn();
  expect(screen.queryByText(/打分改过/)).toBeNull();
  fireEvent.click(within(group('条目 A1')).getByRole('radio', { name: '扣 2 分' }));
  await turn();
  expect(screen.getByText('打分改过，陈立要再签')).toBeTruthy();
});

it('lets go whoever was tapped by mistake, but nobody who was scored', async () => {
  render(<ScorePage />);
  await turn();
  fireEvent.click(within(group('条目 A1')).getByRole('radio', { name: '合格' }));
  await turn();
  expect(screen.queryByRole('button', { name: /移出/ })).toBeNull();
  fireEvent.click(within(group('被查的人')).getByRole('radio', { name: '周敏' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '点错了，移出周敏' }));
  await turn();
  expect(screen.queryByRole('radiogroup', { name: '被查的人' })).toBeNull();
  expect(screen.getByText('湖塘中队 陈立')).toBeTruthy();
});

it('is called off with a reason, without a network', async () => {
  render(<ScorePage />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '作废这次督察' }));
  await turn();
  expect(screen.getByRole('button', { name: '写明理由' })).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: '理由' }), {
    target: { value: '当天停工' },
  });
  await turn();
  fireEvent.click(screen.getByRole('button', { name: '作废' }));
  await turn();
  expect(screen.getByText('这次督察作废了')).toBeTruthy();
  const off = outboxItem(localCheck(checkId)?.ops.at(-1) ?? '');
  expect(off).toMatchObject({
    routeId: spotCheckContract.callOffCheck.id,
    body: { reason: '当天停工' },
  });
});
