import 'reflect-metadata';
import { Body, Catch, Controller, Headers, HttpCode, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { answerJournal } from '../lib/journal-of-answers.mjs';
import { built } from '../lib/product.mjs';
import { accept, connect, failure, path, present } from './answers.mjs';

/** Nest on its Fastify adapter, one controller: an insertOne an answer. Decorators are applied by hand. */
const { eventId } = built('platform/journal');
const db = await connect();
const collection = db.collection(answerJournal.collection.name);

class AnswerController {
  async answer(params, body, authorization) {
    const event = accept({ params, body, authorization });
    await collection.insertOne({ _id: eventId([event.stream, event.place]), ...event });
    return present(event);
  }
}
const { prototype } = AnswerController;
Param()(prototype, 'answer', 0);
Body()(prototype, 'answer', 1);
Headers('authorization')(prototype, 'answer', 2);
const descriptor = Object.getOwnPropertyDescriptor(prototype, 'answer');
Post(path)(prototype, 'answer', descriptor);
HttpCode(200)(prototype, 'answer', descriptor);
Controller()(AnswerController);

class EveryFilter {
  catch(error, host) {
    const { status, body } = failure(error);
    host.switchToHttp().getResponse().status(status).send(body);
  }
}
Catch()(EveryFilter);

class AppModule {}
Module({ controllers: [AnswerController] })(AppModule);

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
app.useGlobalFilters(new EveryFilter());
await app.listen(0, '127.0.0.1');
process.send({ ready: { port: app.getHttpServer().address().port } });
process.once('SIGTERM', () => process.exit(0));
