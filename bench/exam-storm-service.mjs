import { join } from 'node:path';
import { root } from './lib/process.mjs';
import { bootstrap, built } from './lib/product.mjs';

/** The whole service as built, with its jobs, in a process of its own. */
const { MainConfiguration } = built('configuration');
const { JobService } = built('platform/jobs');
const port = Number(process.env.PORT);
bootstrap.Bootstrap.configure({
  appDir: join(root, 'server'),
  baseDir: join(root, 'server/dist'),
  globalConfig: { koa: { port } },
  imports: [MainConfiguration],
});
await bootstrap.Bootstrap.run();
(await bootstrap.Bootstrap.getApplicationContext().getAsync(JobService)).start();
process.send({ ready: { port } });
