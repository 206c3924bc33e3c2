import { authContract } from '@qiangji/shared-types';
import { Kit } from '../../test/kit';
import { env, setEnv } from './env';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

it.each(['/healthz', '/readyz', '/metrics', '/openapi.json'])(
  'answers %s with the security headers of every page',
  async (path) => {
    const { status, headers } = await kit.raw('GET', path);
    expect(status).toBe(200);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  },
);

it('counts requests by route and status, jobs and the database’s answers, as Prometheus reads them', async () => {
  await kit.call(authContract.appInfo, {}, null);
  const { body } = await kit.raw('GET', '/metrics');
  const text = Buffer.from(body as ArrayBuffer).toString();
  expect(text).toMatch(/^# TYPE \S+ histogram$/m);
  expect(text).toMatch(/route="auth\.appInfo"/);
  expect(text).toMatch(/^# TYPE qiangji_\S*job\S* counter$/m);
  expect(text).toMatch(/^# TYPE process_cpu_seconds_total counter$/m);
});

it('shows figures to this machine, not to whom a proxy on it passes on', async () => {
  const { status } = await kit.raw('GET', '/metrics', {
    headers: { 'x-forwarded-for': '10.0.0.9' },
  });
  expect(status).toBe(404);
});

it('shows figures to whoever holds the token, where there is one', async () => {
  const own = env();
  setEnv({ ...own, metricsToken: 'a-token' });
  const bearer = { headers: { authorization: 'Bearer a-token', 'x-forwarded-for': '10.0.0.9' } };
  expect((await kit.raw('GET', '/metrics')).status).toBe(404);
  expect((await kit.raw('GET', '/metrics', bearer)).status).toBe(200);
  setEnv(own);
});
