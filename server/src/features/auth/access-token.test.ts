import jwt from 'jsonwebtoken';
import { readEnv, setEnv } from '../../platform/env';
import { shiftClock } from '../../platform/clock';
import { AccessTokens } from './access-token';
import { ACCESS_TTL_MS } from './auth.rules';

const SECRET = 'a secret of the tests that is long enough';

beforeAll(() => setEnv(readEnv({ NODE_ENV: 'test', MONGODB_URI: 'mongodb://unused' })));

afterEach(() => shiftClock(0));

describe('access tokens', () => {
  it('name their session until their end, however often they were read before', () => {
    const tokens = new AccessTokens(SECRET);
    const { token, expiresAtMs } = tokens.sign('s1');
    expect(expiresAtMs - Date.now()).toBeLessThanOrEqual(ACCESS_TTL_MS);
    for (let read = 0; read < 3; read += 1) expect(tokens.sessionOf(token)).toBe('s1');
    shiftClock(ACCESS_TTL_MS - 2_000);
    expect(tokens.sessionOf(token)).toBe('s1');
    shiftClock(ACCESS_TTL_MS + 1_000);
    for (let read = 0; read < 2; read += 1)
      expect(() => tokens.sessionOf(token)).toThrow('TOKEN_EXPIRED');
  });

  it('are refused when altered, signed by another, without an end, or for something else', () => {
    const tokens = new AccessTokens(SECRET);
    const { token } = tokens.sign('s1');
    const audience = 'access';
    const others = [
      `${token}A`,
      token.slice(0, -1),
      new AccessTokens(`${SECRET}!`).sign('s1').token,
      jwt.sign({ sid: 's1' }, SECRET, { audience }),
      jwt.sign({ sid: 's1' }, SECRET, { audience: 'refresh', expiresIn: 60 }),
      jwt.sign({ sid: 's1' }, SECRET, { audience, expiresIn: 60, algorithm: 'HS512' }),
      jwt.sign({ sub: 's1' }, SECRET, { audience, expiresIn: 60 }),
      jwt.sign({ sid: 's1', exp: 4e9 }, '', { audience, algorithm: 'none' }),
      '',
    ];
    for (const other of others) expect(() => tokens.sessionOf(other)).toThrow('UNAUTHENTICATED');
    expect(tokens.sessionOf(token)).toBe('s1');
  });
});
