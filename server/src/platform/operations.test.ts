import { Kit } from '../../test/kit';

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
