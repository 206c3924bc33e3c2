import { EnvError, readEnv } from './env';

const least = { MONGODB_URI: 'mongodb://host', NODE_ENV: 'development' };
const production = {
  MONGODB_URI: 'mongodb://u:p@a:27017,b:27017/?replicaSet=rs0',
  NODE_ENV: 'production',
  JWT_SECRET: 'x'.repeat(32),
  WECHAT_APP_ID: 'wx1',
  WECHAT_APP_SECRET: 's',
  OPERATOR_NAME: '武湖区城市管理局',
};

describe('the settings', () => {
  it('have defaults, and an empty one is none', () => {
    const empty = { FILING_NUMBER: '', MONGODB_DB: '', LOG_LEVEL: ' ', CORS_ORIGINS: '' };
    expect(readEnv({ ...least, ...empty })).toMatchObject({
      port: 7001,
      mongodbName: 'qiangji',
      filingNumber: null,
      logLevel: 'info',
      corsOrigins: [],
      rate: { burst: 300, perSecond: 30 },
      publicRate: { burst: 1_000, perSecond: 50 },
      trustProxy: false,
      wechat: { examTemplate: null, state: 'formal' },
    });
    expect(readEnv({ MONGODB_URI: 'mongodb://host', NODE_ENV: 'test' }).logLevel).toBe('silent');
  });

  it('open demo accounts where they are asked for, and in production refuse to', () => {
    expect(readEnv(least).demo).toBe(false);
    expect(readEnv({ ...least, DEMO: '1' }).demo).toBe(true);
    expect(() => readEnv({ ...production, DEMO: '1' })).toThrow(/DEMO=1/);
    expect(readEnv(production).demo).toBe(false);
  });

  it('are read as given', () => {
    const given = {
      CORS_ORIGINS: 'https://a.example, http://localhost:10086',
      RATE_BURST: '5',
      RATE_PER_SECOND: '0',
      LOG_LEVEL: 'warn',
      WECHAT_EXAM_TEMPLATE: 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=thing1, startBy=date2',
      WECHAT_MINIPROGRAM_STATE: 'trial',
    };
    expect(readEnv({ ...production, ...given })).toMatchObject({
      corsOrigins: ['https://a.example', 'http://localhost:10086'],
      rate: { burst: 5, perSecond: 0 },
      logLevel: 'warn',
      operatorName: '武湖区城市管理局',
      wechat: {
        examTemplate: {
          id: 'uV5LcT4kY0pQ2mN8rW6xZ1aB',
          keys: { title: 'thing1', startBy: 'date2' },
        },
        state: 'trial',
      },
    });
  });

  it.each([
    ['RATE_BURST', 'abc'],
    ['RATE_PER_SECOND', '-1'],
    ['RATE_BURST', '1.5'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example/'],
    ['CORS_ORIGINS', 'a.example'],
    ['MONGODB_URI', ''],
    ['MONGODB_URI', 'host:27017'],
    ['MONGODB_URI', 'mongodb://'],
    ['NODE_ENV', 'prod'],
    ['JWT_SECRET', 'short'],
    ['WECHAT_MINIPROGRAM_STATE', 'beta'],
    ['WECHAT_BASE_URL', 'api.weixin.qq.com'],
    ['WECHAT_BASE_URL', 'ftp://api.weixin.qq.com'],
    ['WECHAT_BASE_URL', 'https://api.weixin.qq.com?a=1'],
    ['WECHAT_BASE_URL', 'https://u:hush@api.weixin.qq.com'],
    ['WECHAT_EXAM_TEMPLATE', 'short:title=thing1,startBy=time2'],
    ['WECHAT_EXAM_TEMPLATE', 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=thing1'],
    ['WECHAT_EXAM_TEMPLATE', 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=time1,startBy=time2'],
    ['WECHAT_EXAM_TEMPLATE', 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=thing1,startBy=time2,name=thing3'],
    ['WECHAT_EXAM_TEMPLATE', 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=thing1,startBy=time2,note=thing1'],
    ['WECHAT_EXAM_TEMPLATE', 'uV5LcT4kY0pQ2mN8rW6xZ1aB:title=thing1,startBy=time2:more'],
  ])('are refused where %s is "%s", by name', (name, value) => {
    const read = () => readEnv({ ...least, [name]: value });
    expect(read).toThrow(EnvError);
    expect(read).toThrow(name);
  });

  it('have WeChat’s address without a slash at the end, in production only where its secret is safe', () => {
    const read = (value: string | undefined, base = production) =>
      readEnv({ ...base, WECHAT_BASE_URL: value }).wechat.baseUrl;
    expect(read(undefined)).toBe('https://api.weixin.qq.com');
    expect(read('https://api.weixin.qq.com/')).toBe('https://api.weixin.qq.com');
    expect(read('https://proxy.example/wechat//')).toBe('https://proxy.example/wechat');
    for (const here of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080']) {
      expect(read(`${here}/`)).toBe(here);
    }
    for (const clear of ['http://api.weixin.qq.com', 'http://127.0.0.1.example']) {
      expect(() => read(clear)).toThrow(/^WECHAT_BASE_URL.*https/);
      expect(read(clear, { ...production, NODE_ENV: 'development' })).toBe(clear);
    }
  });

  it('tell no password back', () => {
    const read = () => readEnv({ ...least, MONGODB_URI: 'mongo://user:hush@host' });
    expect(read).toThrow(/^MONGODB_URI(?!.*hush)/);
  });

  it.each(['JWT_SECRET', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'OPERATOR_NAME'])(
    'want %s in production',
    (name) => {
      expect(readEnv(production).nodeEnv).toBe('production');
      for (const value of [undefined, '']) {
        expect(() => readEnv({ ...production, [name]: value })).toThrow(name);
      }
    },
  );
});
