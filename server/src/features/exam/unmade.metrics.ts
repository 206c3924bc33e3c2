import { Counter } from 'prom-client';
import { registry } from '../../platform/metrics';

export const unmadeTotal = new Counter({
  name: 'qiangji_exam_unmade_total',
  help: 'Times that an attempt could not be made of its events',
  registers: [registry],
});
