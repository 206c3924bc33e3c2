import { freePort, SECRET, startProcess } from './lib/process.mjs';

/** One process of the service on a database. */
export async function startService({ uri, database, port }) {
  const env = {
    NODE_ENV: 'development',
    MONGODB_URI: uri,
    MONGODB_DB: database,
    JWT_SECRET: SECRET,
    PORT: String(port ?? (await freePort())),
    LOG_LEVEL: 'error',
    // A bench asks faster than people do.
    RATE_BURST: '1000000',
    RATE_PER_SECOND: '1000000',
  };
  const execArgv = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
  return startProcess('exam-storm-service.mjs', { env, execArgv });
}

/** So many processes of the service on one database. */
export async function startServices({ uri, database, count = 1 }) {
  const services = [];
  for (let index = 0; index < count; index += 1) {
    services.push(await startService({ uri, database }));
  }
  return {
    ports: services.map(({ port }) => port),
    cpuSeconds: () => services.reduce((sum, one) => sum + one.cpuSeconds(), 0),
    stop: () => Promise.all(services.map((one) => one.stop())),
  };
}
