import { join } from 'node:path';
import { answerContract, freshId } from './answer.mjs';
import { bootstrap, built, midway, shared } from './product.mjs';
import { root } from './process.mjs';

/**
 * The whole service as built, with a controller of the bench's own beside the others: one route on each
 * lane, which touches no database. Says its port and the tokens of `BENCH_PEOPLE` people.
 */
const { Handles } = built('platform/http');

const answer = ({ body }) => ({ seq: body.seq, receivedAt: new Date().toISOString() });

class BenchController {
  async hot(input) {
    return answer(input);
  }

  async plain(input) {
    return answer(input);
  }
}

function decorate(name) {
  const descriptor = Object.getOwnPropertyDescriptor(BenchController.prototype, name);
  Handles(answerContract[name])(BenchController.prototype, name, descriptor);
  Object.defineProperty(BenchController.prototype, name, descriptor);
}

decorate('hot');
decorate('plain');
midway.Controller('/')(BenchController);

/** Bound before the service looks for its controllers. */
class BenchConfiguration {
  async onReady(container) {
    container.bindClass(BenchController);
  }
}
midway.Configuration({ namespace: 'bench' })(BenchConfiguration);

async function openSessions(container, count) {
  const { AuthService } = built('features/auth');
  const { MongoService } = built('platform/mongo');
  const { personCollection } = built('features/org');
  const auth = await container.getAsync(AuthService);
  const mongo = await container.getAsync(MongoService);
  const people = Array.from({ length: count }, (_, index) => ({
    _id: freshId(),
    staffNumber: `B${index}`,
    name: `person ${index}`,
    phone: null,
    openid: null,
    kind: 'officer',
    post: '',
    unitPath: '/bench',
    grants: [],
    active: true,
    authVersion: 0,
    consent: { version: shared.PRIVACY_VERSION, at: new Date() },
    enforcementId: null,
    bindingCode: null,
    createdAt: new Date(),
    updatedAt: new Date(),
    schemaVersion: 1,
  }));
  await mongo.collection(personCollection).deleteMany({ unitPath: '/bench' });
  await mongo.collection(personCollection).insertMany(people);
  const sessions = await Promise.all(people.map((person) => auth.openSession(person)));
  return sessions.map((session) => session.accessToken);
}

const port = Number(process.env.PORT);
const { MainConfiguration } = built('configuration');
bootstrap.Bootstrap.configure({
  appDir: join(root, 'server'),
  baseDir: join(root, 'server/dist'),
  globalConfig: { koa: { port } },
  imports: [{ Configuration: BenchConfiguration }, MainConfiguration],
});
await bootstrap.Bootstrap.run();
const container = bootstrap.Bootstrap.getApplicationContext();
const tokens = await openSessions(container, Number(process.env.BENCH_PEOPLE ?? 64));
process.send({ ready: { port, tokens } });
