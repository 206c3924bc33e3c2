import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { Durations } from './durations';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const requestSeconds = new Durations({
  name: 'qiangji_request_seconds',
  help: 'Time to answer, by route and status',
  labelNames: ['route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registry,
});

export const errorsTotal = new Counter({
  name: 'qiangji_errors_total',
  help: 'Failed requests by error code',
  labelNames: ['code'] as const,
  registers: [registry],
});

export const databaseUp = new Gauge({
  name: 'qiangji_database_up',
  help: '1 while the database answers',
  registers: [registry],
});

export const jobRunsTotal = new Counter({
  name: 'qiangji_job_runs_total',
  help: 'Background job runs by name and outcome',
  labelNames: ['job', 'outcome'] as const,
  registers: [registry],
});
