const Sequencer = require('@jest/test-sequencer').default;

/** What takes a minute and more, the longest first: one that begins last would run alone to the end. */
const LONGEST = [
  'pages-desk.e2e',
  'pages.e2e',
  'exam.e2e',
  'exam-pages.e2e',
  'day.e2e',
  'quiz-pages.e2e',
  'start.e2e',
  'exam-moments.e2e',
  'exam-states.e2e',
  'exam-kill.e2e',
  'backup.e2e',
];

const rank = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.endsWith(`/${name}.ts`));
  return place < 0 ? LONGEST.length : place;
};

/** Jest knows how long a test takes only where it has run before; a fresh clone has not. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
