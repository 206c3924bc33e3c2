/** Names what one person has in one exam: a sitting, and what was written in it. */
export function sittingKey(examId: string, personId: string): string {
  return `${examId}:${personId}`;
}

/** The people of such keys, by exam. */
export function peopleByExam(keys: readonly string[]): Map<string, string[]> {
  const people = new Map<string, string[]>();
  for (const key of keys) {
    const [examId = '', personId = ''] = key.split(':');
    const known = people.get(examId);
    if (known) known.push(personId);
    else people.set(examId, [personId]);
  }
  return people;
}
