import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '../metrics';

const registers = [registry];

export const liveLines = new Gauge({
  name: 'qiangji_live_lines',
  help: 'Open lines of those who listen to a route',
  registers,
});

export const liveEndedTotal = new Counter({
  name: 'qiangji_live_ended_total',
  help: 'Lines that ended: why (gone: by the other side; slow, silent; over; drain; else the error)',
  labelNames: ['reason'] as const,
  registers,
});

export const liveRefusedTotal = new Counter({
  name: 'qiangji_live_refused_total',
  help: 'Upgrades that were refused, by status',
  labelNames: ['status'] as const,
  registers,
});

export const liveReadSeconds = new Histogram({
  name: 'qiangji_live_read_seconds',
  help: 'One read for all listeners of a topic',
  labelNames: ['route'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});
