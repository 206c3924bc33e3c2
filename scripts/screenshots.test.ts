import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const source = (...parts: string[]) => join(root, 'miniapp', 'src', ...parts);
const folder = join(root, 'docs', 'screenshots');
const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));

/** Pages as the mini-program registers them: `exam-desk`, `quiz-bank` ... */
const pages = readdirSync(source('features')).flatMap((feature) => {
  const text = readFileSync(source('features', feature, 'pages.ts'), 'utf8');
  const names = [...text.matchAll(/'pages\/([^/']+)\/index'/g)];
  return names.map(([, page]) => `${feature}-${page}`);
});
const tabs = readdirSync(source('tabs'));

/** A page that is seen in states: each has a picture of its own. */
const STATES: Record<string, string[]> = {
  'self-check-check': ['self-check-check', 'self-check-conduct'],
  'duty-log-entry': ['', '-amend', '-later'].map((state) => `duty-log-entry${state}`),
  'duty-log-shift': ['duty-log-shift', 'duty-log-shift-change'],
  'duty-log-note': ['duty-log-note', 'duty-log-note-photo'],
  'duty-log-handover': ['duty-log-handover', 'duty-log-handover-planned'],
  'spot-check-result': ['spot-check-result', 'spot-check-settle'],
  'spot-check-score': ['spot-check-score', 'spot-check-call-off'],
  'exam-before': [
    ...['open', 'upcoming', 'going-on', 'surprise', 'make-up', 'deferred', 'cancelled'],
    ...['absent', 'unreached', 'collected', 'held', 'recused', 'waiting'],
  ].map((state) => `exam-before-${state}`),
  'exam-sit': [
    ...['first', 'saved', 'offline', 'elsewhere', 'left', 'full', 'cancelled', 'no-network'],
    ...['over', 'waiting', 'handed-in', 'about', 'unknown', 'aside', 'aside-handed-in'],
    ...['time-up', 'by-clock'],
  ].map((state) => `exam-sit-${state}`),
  'exam-result': [
    ...['', '-before-stage', '-waiting', '-question', '-again', '-question-again'],
  ].map((at) => `exam-result${at}`),
  'exam-console': ['', '-over', '-month', '-draft', '-cancelled', '-held', '-row', '-make-up'].map(
    (at) => `exam-console${at}`,
  ),
};

it('knows pages', () => {
  expect(pages.length).toBeGreaterThan(50);
  expect(tabs).toHaveLength(5);
});

it('says of every picture what it shows', () => {
  const note = readFileSync(join(folder, 'README.md'), 'utf8');
  // In the first column, whole: a shortened name is found by nobody.
  const rows = note.split('\n').filter((line) => line.startsWith('| `'));
  const first = rows.map((row) => row.split('|')[1]).join();
  const named = new Set([...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const names = new Set(pictures.map((picture) => picture.split('.')[0]));
  expect(names.size).toBeGreaterThan(100);
  expect([...names].filter((name) => !named.has(name))).toEqual([]);
});

it.each([...pages, ...tabs].flatMap((page) => STATES[page] ?? page))(
  '%s has its pictures in daylight, in the dark, in large letters and at a desk',
  (name) => {
    const looks = ['light', 'dark', 'fs150', 'wide'].filter((look) =>
      // `name.role.look.png`
      pictures.some((one) => new RegExp(`^${name}\\.[a-z]+\\.${look}\\.png$`).test(one)),
    );
    expect(looks).toEqual(['light', 'dark', 'fs150', 'wide']);
  },
);
