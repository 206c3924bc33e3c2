import { Counter } from 'prom-client';
import { registry } from '../../platform/metrics';

export const remindersTotal = new Counter({
  name: 'qiangji_reminders_total',
  help: 'Messages of WeChat by what became of them',
  labelNames: ['state'] as const,
  registers: [registry],
});
