/**
 * Verifies the content that ships with the product: `node scripts/check-content.mjs [folder]`. Prints the
 * counts; each fault with its place and reason; exits 1 if there is any.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Faults, readContent } from './lib/content-reader.mjs';
import {
  checkBanks,
  checkChecklists,
  checkDuty,
  checkFacts,
  checkImages,
  checkPieces,
  checkPlan,
  checkTopics,
} from './lib/content-rules.mjs';

const LEAST_CHECKED = 150;
const LEAST_PER_TOPIC = 3;
const CHECKLISTS = [
  'spot_daily',
  'spot_special',
  'readiness',
  'conduct',
  'periodic_field',
  'periodic_office',
];

const shipped = fileURLToPath(new URL('../server/content', import.meta.url));
const dir = resolve(process.argv[2] ?? shipped);
const faults = new Faults();
const content = readContent(dir, faults);

const articles = checkFacts(content, faults);
const topics = checkTopics(content, faults);
const checked = checkBanks(content, topics, faults);
checkPieces(content, topics, articles, faults);
checkChecklists(content, topics, articles, faults);
checkDuty(content, faults);
checkPlan(content, faults);
checkImages(content, faults);

const questions = content.banks.flatMap(({ value }) => value);
const inPieces = content.pieces.flatMap(({ front }) => front.questions ?? []);
faults.unique(
  [...questions, ...inPieces].map(({ id }) => id),
  'question ids',
);
faults.must(
  checked >= LEAST_CHECKED,
  'questions',
  `${checked} cite a checked fact, ${LEAST_CHECKED} wanted`,
);
for (const code of CHECKLISTS) {
  faults.must(
    content.checklists.some((list) => list.code === code),
    'checklists',
    `${code} is missing`,
  );
}

// The loop: a finding needs a piece and three questions of its topic to put into the next practice.
const items = content.checklists.flatMap(({ value }) =>
  (value.groups ?? []).flatMap((group) => group.items ?? []),
);
const used = new Set(items.map(({ topic }) => topic));
for (const topic of used) {
  const pieces = content.pieces.filter(({ front }) => front.topic === topic).length;
  const asked = questions.filter((question) => question.topic === topic).length;
  faults.must(pieces >= 1, `topic ${topic}`, 'is used by a checklist and has no piece');
  faults.must(asked >= LEAST_PER_TOPIC, `topic ${topic}`, `has ${asked} questions, 3 wanted`);
}

const say = (line) => process.stdout.write(`${line}\n`);
say(
  `facts ${Object.keys(content.facts).length}, topics ${topics.size} (${used.size} in checklists)`,
);
say(`pieces ${content.pieces.length}, with ${inPieces.length} check questions`);
say(`questions ${questions.length}, of which ${checked} cite one of F1 to F66`);
say(`checklists ${content.checklists.length}, with ${items.length} items`);
say(`pictures ${content.images.length}`);
for (const fault of faults.list) say(`  fault: ${fault}`);
say(faults.list.length === 0 ? 'content is sound' : `${faults.list.length} faults`);
process.exitCode = faults.list.length === 0 ? 0 : 1;
