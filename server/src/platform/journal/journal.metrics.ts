import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '../metrics';

const labelNames = ['journal'] as const;
const registers = [registry];

export const queueDepth = new Gauge({
  name: 'qiangji_journal_queue_events',
  help: 'Events that wait for their batch',
  labelNames,
  registers,
});

export const batchEvents = new Histogram({
  name: 'qiangji_journal_batch_events',
  help: 'Events that went out in one batch',
  labelNames,
  buckets: [1, 4, 16, 64, 256, 1_024],
  registers,
});

export const appendSeconds = new Histogram({
  name: 'qiangji_journal_append_seconds',
  help: 'From the append of the oldest event of a batch until the batch was durable',
  labelNames,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

export const batchTriesTotal = new Counter({
  name: 'qiangji_journal_retries_total',
  help: 'Batches sent again because nobody knew whether they had arrived',
  labelNames,
  registers,
});

export const refusedTotal = new Counter({
  name: 'qiangji_journal_refused_total',
  help: 'Events that were not taken: the queue was too long, or the journal was closed',
  labelNames,
  registers,
});
