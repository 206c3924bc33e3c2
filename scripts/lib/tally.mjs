/**
 * Reads Jest's closing line `Tests: 1 failed, 2 skipped, 10 passed, 13 total`; null for other lines.
 */
export function readJestLine(line) {
  const plain = line.replace(/\u001b\[[0-9;]*m/g, '');
  const match = /^Tests:\s+(.*) total$/.exec(plain.trim());
  if (!match) return null;
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(match[1])?.[1] ?? 0);
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped') + count('todo'),
  };
}

/** The result of a part that ran Jest: a crash without a failed test still counts as one failure. */
export function jestResult(counts, exitCode) {
  const sum = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const ran = sum.passed + sum.failed > 0;
  const crashed = sum.failed === 0 && (exitCode !== 0 || !ran);
  return { passed: sum.passed, failed: sum.failed + (crashed ? 1 : 0), skipped: sum.skipped };
}

export function total(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const one of results) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.skipped += one.skipped ?? 0;
  }
  return sum;
}

/** The last line of a run, which machines read. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
