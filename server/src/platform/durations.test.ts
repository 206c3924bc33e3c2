import { Registry } from 'prom-client';
import { Durations } from './durations';

describe('durations for Prometheus', () => {
  const registry = new Registry();
  const waits = new Durations({
    name: 'waits_seconds',
    help: 'Waits',
    labelNames: ['route', 'status'],
    buckets: [0.01, 0.1],
    registry,
  });

  it('counts each in its bucket and all above, under its own labels', async () => {
    for (const seconds of [0.005, 0.01, 0.05, 2]) waits.observe('a', 200, seconds);
    waits.observe('a', 503, 0.02);
    waits.observe('b', 200, 0.02);
    const text = await registry.metrics();
    const lines = text.split('\n').filter((line) => line.includes('route="a",status="200"'));
    expect(lines).toEqual([
      'waits_seconds_bucket{route="a",status="200",le="0.01"} 2',
      'waits_seconds_bucket{route="a",status="200",le="0.1"} 3',
      'waits_seconds_bucket{route="a",status="200",le="+Inf"} 4',
      'waits_seconds_sum{route="a",status="200"} 2.065',
      'waits_seconds_count{route="a",status="200"} 4',
    ]);
    expect(text).toContain('# TYPE waits_seconds histogram');
    expect(text).toContain('waits_seconds_count{route="a",status="503"} 1');
    expect(text).toContain('waits_seconds_count{route="b",status="200"} 1');
  });
});
