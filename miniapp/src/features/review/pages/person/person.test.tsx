import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { addDays, type ReviewPerson } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
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

it('opens of each figure of the week the records of its own kind, of just that week', async () => {
  device.routerParams = { id: ID };
  const counts = { ...person.counts, practice: { have: 3, of: 9 }, shifts: 4, correctionsOpen: 2 };
  device.answer = () => ({ statusCode: 200, data: { ...person, counts } });
  render(<PersonPage />);
  await turn();
  const opened = ['答题', '上岗 4 班', '改正 2 条没完', '日志', '岗前自查'].map((name) => {
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${name}`) }));
    const query = new URLSearchParams(device.navigations.at(-1)?.split('?')[1]);
    return ['kind', 'from', 'to'].map((key) => query.get(key));
  });
  const week = [addDays(TO, -6), TO];
  expect(opened).toEqual(
    ['practice', 'shifts', 'corrections', 'logs', 'readiness'].map((kind) => [kind, ...week]),
  );
});
