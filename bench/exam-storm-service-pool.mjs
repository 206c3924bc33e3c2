import { once } from 'node:events';
import { createServer } from 'node:net';
import { SECRET, startProcess } from './lib/process.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** So many processes of the service on one database. */
export async function startServices({ uri, database, count = 1 }) {
  const services = [];
  for (let index = 0; index < count; index += 1) {
    const env = {
      NODE_ENV: 'development',
      MONGODB_URI: uri,
      MONGODB_DB: database,
      JWT_SECRET: SECRET,
      PORT: String(await freePort()),
      LOG_LEVEL: 'error',
      // A bench asks faster than people do.
      RATE_BURST: '1000000',
      RATE_PER_SECOND: '1000000',
    };
    services.push(await startProcess('exam-storm-service.mjs', { env }));
  }
  return {
    ports: services.map(({ port }) => port),
    cpuSeconds: () => services.reduce((sum, one) => sum + one.cpuSeconds(), 0),
    stop: () => Promise.all(services.map((one) => one.stop())),
  };
}
