const waiting = new Map<string, Promise<unknown>>();

/**
 * Runs one task of a name at a time. A mini-program is one process, so a queue is enough; the
 * browser variant holds across tabs.
 */
export function withLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  const before = waiting.get(name) ?? Promise.resolve();
  const run = before.then(task, task);
  waiting.set(name, run);
  return run;
}
