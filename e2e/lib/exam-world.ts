import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import type { Session } from '@qiangji/shared-types';
import { dropOwn } from '../../server/test/throwaway';
import { launch } from './browser';
import { connect } from './database';
import { personWith, signInAs } from './exam';
import { Service } from './service';

/** A service of its own with the demo's people, a browser, and who keeps its exams. */
export interface ExamWorld {
  client: MongoClient;
  service: Service;
  browser: Browser;
  keeper: Session;
  legal: Session;
}

/** `world` is filled as it comes about, so that what began is closed also where the rest fails. */
export async function openExamWorld(database: string, world: Partial<ExamWorld>) {
  const client = (world.client = await connect());
  await Service.seedPeople({ database });
  const env = { RATE_BURST: '5000', RATE_PER_SECOND: '5000' };
  const service = (world.service = await Service.start({ database, env }));
  const browser = (world.browser = await launch());
  const db = client.db(database);
  const keeper = await service.signIn('office');
  const legal = await signInAs(db, service, await personWith(db, 'legal_officer'));
  return { client, service, browser, keeper, legal } satisfies ExamWorld;
}

export async function closeExamWorld(
  database: string,
  { client, service, browser }: Partial<ExamWorld>,
): Promise<void> {
  await browser?.close();
  await service?.kill('SIGTERM');
  if (!client) return;
  await dropOwn(client.db(database));
  await client.close();
}
