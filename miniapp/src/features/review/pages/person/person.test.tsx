import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { addDays, type ReviewPerson } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import RecordsPage from '../records';
import PersonPage from './index';

const ID = '0190a000-0000-7000-8000-0000000000a1';
const TO = '2026-11-29';

const person: ReviewPerson = {
  person: { personId: ID, name: '陈立', kind: 'officer', unit: { path: '/wh', name: '湖塘中队' } },
  from: addDays(TO, -6),
  to: TO,
  away: [],
  reasons: [],
  cells: { study: null, mastery: null, readiness: null, logs: null, spot_check: null },
  counts: {
    ...{ practice: null, shifts: 0, nights: 0, entries: 0, enforcement: 0 },
    ...{ correctionsOpen: 0, correctionsOverdue: 0 },
  },
  topics: [
    { topic: 'recorder', topicName: '执法记录仪', answered: 8, mastered: 3 },
    { topic: 'uniform', topicName: '着装', answered: 2, mastered: 1 },
  ],
} as unknown as ReviewPerson;

const turn = () =>
  act(async () => {
    for (let i = 0; i < 12; i += 1) await settle();
  });

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('opens of a topic the questions met in it as they stand now, and says of which', async () => {
  device.routerParams = { id: ID };
  device.answer = () => ({ statusCode: 200, data: person });
  render(<PersonPage />);
  await turn();
  // Too few say nothing about a topic, so there is nothing to open.
  expect(screen.queryByRole('button', { name: /着装/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '执法记录仪，稳住 3，遇到 8' }));
  const [went = ''] = device.navigations;
  expect(went).toContain('/features/review/pages/records/index?');
  cleanup();

  const query = new URLSearchParams(went.split('?')[1]);
  device.routerParams = Object.fromEntries(query);
  const asked: string[] = [];
  device.answer = ({ url }) => {
    asked.push(url);
    return { statusCode: 200, data: { items: [], nextCursor: null } };
  };
  render(<RecordsPage />);
  await turn();
  expect(asked[0]).toMatch(/kind=mastery.*topic=recorder/);
  expect(document.body.textContent).toContain('执法记录仪 · 到现在遇到过的');
});
