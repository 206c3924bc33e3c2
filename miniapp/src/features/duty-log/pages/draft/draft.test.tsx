import { fireEvent, render, screen } from '@testing-library/react';
import { dutyLogContract, type Entry } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openEntry } from '../../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import DraftPage from '.';

const draft: Entry = { ...openEntry('1'), state: 'draft_for_officer', matter: 'none' };

beforeAll(startPhone);

it('opens a taking over that came back as it was filled in, and sends it in the place of the old one', async () => {
  resetDevice();
  const taken: Record<string, unknown>[] = [];
  device.answer = (request) => {
    if (request.url.includes('/take-over')) {
      const body = JSON.parse(request.data ?? '{}') as { recorders: string[] };
      if (body.recorders.length < 2) {
        const message = '执法要两部以上记录仪，不够的选一个原因';
        return { statusCode: 400, data: { code: 'RECORDERS_REQUIRED', message, requestId: 'r' } };
      }
      taken.push(body);
      return { statusCode: 200, data: draft };
    }
    return request.url.includes(`/entries/${draft.id}`)
      ? { statusCode: 200, data: draft }
      : dutyService(request);
  };
  setSession(sessionOf('a'));
  const opId = await enqueue({
    contract: dutyLogContract.takeOverDraft,
    params: { entryId: draft.id },
    body: { handlingCode: 'on_spot_penalty', officerIds: [COLLEAGUE], recorders: ['R1'] },
    recordKey: draft.id,
    title: '接手草稿',
  });
  await turn();
  expect(engine.items.map(({ state }) => state)).toEqual(['rejected']);

  device.routerParams = { id: draft.id, mend: opId };
  render(<DraftPage />);
  await turn();
  expect(screen.getByText('执法要两部以上记录仪，不够的选一个原因')).toBeTruthy();
  const recorders = screen.getByDisplayValue('R1');
  fireEvent.change(recorders, { target: { value: 'R1、R2' } });
  fireEvent.click(screen.getByRole('button', { name: '我来办' }));
  await turn();
  expect(taken).toEqual([
    expect.objectContaining({
      handlingCode: 'on_spot_penalty',
      officerIds: [COLLEAGUE],
      recorders: ['R1', 'R2'],
    }),
  ]);
  expect(engine.items.map(({ state }) => state)).toEqual(['sent']);
});
