import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, 'check-content.mjs');
const shipped = join(__dirname, '..', 'server', 'content');

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}

/** Replaces one text of one file; a text that is no longer there would make the test prove nothing. */
function change(dir: string, file: string, from: string | RegExp, to: string) {
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(path, after);
}

describe('the shipped content', () => {
  it('is sound and counts enough questions that cite a checked fact', () => {
    const { status, out } = check();
    expect(out).toContain('content is sound');
    expect(status).toBe(0);
    const [, cited] = /of which (\d+) cite/.exec(out) ?? [];
    expect(Number(cited)).toBeGreaterThanOrEqual(150);
  });
});

describe('bad content', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'content-'));
    cpSync(shipped, dir, { recursive: true, filter: (path) => !path.endsWith('.mjs') });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const faults: [string, string, string | RegExp, string, string][] = [
    [
      'an article that the fact does not have',
      'questions/on_spot_penalty.json',
      '第五十一条',
      '第三十三条',
      'questions/on_spot_penalty.json q-f26-1: 第三十三条 is no article of F26',
    ],
    [
      'a fact outside the allow-list',
      'questions/on_spot_penalty.json',
      '"fact": "F26"',
      '"fact": "F99"',
      'q-f26-1: cites F99, which is not a checked fact',
    ],
    [
      'an answer that is no option',
      'questions/hearing.json',
      /"answer": \["b"\]/,
      '"answer": ["x"]',
      'answer x is not an option',
    ],
    [
      'two questions with one id',
      'questions/defense.json',
      '"q-f20-2"',
      '"q-f20-1"',
      'question ids: q-f20-1 occurs twice',
    ],
    [
      'an item asked after a handling that there is not',
      'checklists/conduct.json',
      '"seizure"\n            ]',
      '"confiscation"\n            ]',
      'asked after confiscation, which is no act to check',
    ],
    [
      'an unknown topic of a checklist item',
      'checklists/readiness.json',
      '"topic": "uniform"',
      '"topic": "shoes"',
      'readiness.json A1: topic shoes is unknown',
    ],
    [
      'a piece that moved away from a topic that findings need',
      'pieces/uniform-before-going-out.md',
      'topic: uniform',
      'topic: courtesy',
      'topic uniform: is used by a checklist and has no piece',
    ],
    [
      'an unofficial link in a political piece',
      'pieces/constitution-day.md',
      'https://www.npc.gov.cn/',
      'https://gov.cn.example.com/',
      'is not an official source',
    ],
    [
      'the number of an article that nobody checked',
      'checklists/spot_daily.json',
      '"source": "通行做法"',
      '"source": "城市管理执法办法第十条"',
      'shows the number of an unchecked article',
    ],
    [
      'a law that a piece calls checked and that is not',
      'pieces/on-spot-penalty.md',
      '第五十一条',
      '第五百条',
      'is not a checked article',
    ],
    [
      'the number of an article in a source that nobody could read',
      'pieces/uniform-before-going-out.md',
      '着装部分，条号未核',
      '第二十一条',
      '城市管理执法行为规范第二十一条 is not a checked article',
    ],
    [
      'a picture that is not there',
      'pieces/two-officers.md',
      /two-ids/g,
      'three-ids',
      'pieces/two-officers.md: image three-ids.jpg is missing',
    ],
    [
      'a picture that says nothing to those who cannot see it',
      'pieces/two-officers.md',
      /!\[.*\]/,
      '![]',
      'pieces/two-officers.md image two-ids.jpg: is empty',
    ],
    [
      'a picture that the piece does not list',
      'pieces/two-officers.md',
      "images: ['two-ids.jpg']",
      'images: []',
      'pieces/two-officers.md: image two-ids.jpg is not listed',
    ],
    [
      'a picture that is listed and shown nowhere',
      'pieces/two-officers.md',
      /!\[.*\]\(two-ids.jpg\)/,
      '',
      'pieces/two-officers.md: image two-ids.jpg is listed and not shown',
    ],
    [
      'an auxiliary who may enforce',
      'duty.json',
      /("enforcement": true,\s*"auxiliaryAllowed": )false/,
      '$1true',
      'lets an auxiliary enforce',
    ],
    ['a list of the plan cut short', 'plan.json', '"担当意识欠缺"', '""', 'field_six: is empty'],
    ['broken JSON', 'topics.json', '[', '', 'topics.json: '],
  ];

  it.each(faults)('is refused with place and reason: %s', (_name, file, from, to, reason) => {
    change(dir, file, from, to);
    const { status, out } = check(dir);
    expect(out).toContain(reason);
    expect(status).toBe(1);
  });

  it('is refused when too few questions cite a checked fact', () => {
    const path = join(dir, 'questions', 'execution.json');
    for (const file of ['execution', 'scene_rules', 'jurisdiction', 'seizure']) {
      writeFileSync(path.replace('execution', file), '[]');
    }
    const { status, out } = check(dir);
    expect(out).toMatch(/questions: \d+ cite a checked fact, 150 wanted/);
    expect(out).toContain('topic execution: has 0 questions, 3 wanted');
    expect(status).toBe(1);
  });

  it('is refused when a picture is too large or no picture', () => {
    writeFileSync(join(dir, 'images', 'banner.jpg'), Buffer.alloc(70_000));
    const { status, out } = check(dir);
    expect(out).toContain('images/banner.jpg: is no JPEG');
    expect(out).toContain('images/banner.jpg: 70000 bytes');
    expect(status).toBe(1);
  });
});
