import { parentPort, type MessagePort } from 'node:worker_threads';
import type { BankFormat } from '@qiangji/shared-types';
import type { BankRow } from './bank.repository';
import { FORMATS } from './formats';
import { bankMark, itemOf, readImport, type ImportTask } from './import.work';
import { writeReport } from './import.report';
import type { FromWorker, ToWorker } from './import.thread';

const CHUNK = 100;

/**
 * The thread in which files are read and written: the service's own event loop never waits for a
 * parser. Loaded outside a thread (the service's frame looks at every file) it does nothing.
 */
function listen(port: MessagePort): void {
  const say = (message: FromWorker) => port.postMessage(message);
  const failed = (error: unknown) => say({ type: 'failed', reason: String(error) });
  const bank: BankRow[] = [];
  let askForMore: (() => void) | undefined;

  async function run(task: ImportTask, withItems: boolean): Promise<void> {
    const told = (done: number, total: number) => say({ type: 'progress', done, total });
    // Who keeps has seen the twins already.
    const { summary, items, all } = await readImport(task, bank.map(bankMark), told, !withItems);
    if (!withItems && all.problems.length + all.twins.length > 0) {
      say({ type: 'report', bytes: new Uint8Array(await writeReport(all)) });
    }
    say({ type: 'summary', summary });
    // Handed over bit by bit, each when the one before is kept: neither side holds a mountain.
    for (let at = 0; withItems && at < items.length; at += CHUNK) {
      say({ type: 'items', items: items.slice(at, at + CHUNK) });
      await new Promise<void>((done) => (askForMore = done));
    }
    say({ type: 'end' });
  }

  async function write(format: BankFormat): Promise<void> {
    const { bytes, losses, leftOut } = await FORMATS[format].write(bank.map(itemOf));
    say({ type: 'written', written: { bytes: new Uint8Array(bytes), losses, leftOut } });
  }

  port.on('message', (message: ToWorker) => {
    if (message.type === 'bank') bank.push(...message.rows);
    else if (message.type === 'more') askForMore?.();
    else if (message.type === 'write') write(message.format).catch(failed);
    else run(message.task, message.withItems).catch(failed);
  });
}

if (parentPort) listen(parentPort);
