import {
  mediaContract,
  type CallInput,
  type Contract,
  type ResponseOf,
} from '@qiangji/shared-types';
import { deviceAt as phoneTime } from '../clock';
import { newId } from '../ids';
import { removeFile } from '../files';
import { onReconnect } from '../network';
import { pathOf } from '../request/url.core';
import { currentPersonId, onPersonChange } from '../session';
import { sweepFiles } from './outbox.sweep';
import { engine, onAnswer } from './outbox.runtime';
import * as core from './outbox.core';
import type { OutboxItem } from './outbox.types';
import { onOtherTab } from './other-tabs';
import type { WriteBody } from '../request';

export type { OutboxError, OutboxItem, OutboxItemState } from './outbox.types';
export {
  useOutbox,
  useOutboxCount,
  useSentMark,
  sentMarkOf,
  type OutboxCount,
} from './outbox.hooks';

export { heldBy } from './outbox.core';
export type { WriteBody };

type MediaPurpose = NonNullable<CallInput<typeof mediaContract.upload>['query']>['purpose'];

/** A picture that platform/camera took, announced in the record's body by its `mediaId`. */
export interface OutboxPhoto {
  mediaId: string;
  sha256: string;
  purpose: MediaPurpose;
}

export type Write<S extends Contract> = Omit<CallInput<S>, 'body'> & {
  contract: S;
  body: WriteBody<S>;
  /** Writes under one key go one after the other: the id of the record. */
  recordKey: string;
  /** What the person calls it, for the list of what waits: 执勤记录. */
  title: string;
  photos?: readonly OutboxPhoto[];
  /** The form's own, made when it was opened: handed in twice it is one write, the first. */
  opId?: string;
  /** opId of a write of another record that has to be there first: without it this one means nothing. */
  after?: string;
  /** opIds of writes that go first while they are on their way; one that comes back holds nothing up. */
  follows?: readonly string[];
  /** The service orders what is sent of this record: it may be under way together with others that say so too. */
  beside?: boolean;
  /** Nothing of its record needs it: once it came back, what was done after it goes on. */
  aside?: boolean;
  /** opId of a write of the same record (both `beside`) that this one makes superfluous: takes its place unless that was tried. */
  insteadOf?: string | undefined;
  /** When it was done by the phone's own clock (ms), where that was before it is kept here. */
  doneAtMs?: number | undefined;
};

function photoItem(photo: OutboxPhoto, record: OutboxItem): OutboxItem {
  const { mediaId, sha256, purpose } = photo;
  const { id, method } = mediaContract.upload;
  return {
    opId: newId(),
    seq: 0,
    personId: record.personId,
    routeId: id,
    contractVersion: 1,
    method,
    path: pathOf(mediaContract.upload, { query: { mediaId, sha256, purpose } }),
    deviceAt: record.deviceAt,
    recordKey: `media:${mediaId}`,
    title: `${record.title}的照片`,
    dependsOn: record.opId,
    parent: record.opId,
    photo: { mediaId, sha256 },
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
  };
}

/**
 * Keeps a write on the phone and sends it as soon as it can; resolves with its `opId` once it is kept
 * (not: sent). Throws `StorageError` if the phone has no room: then nothing was kept.
 */
export function enqueue<S extends Contract>(write: Write<S>): Promise<string> {
  return Promise.resolve().then(() => {
    const personId = currentPersonId();
    if (personId === undefined) throw new Error('nobody is signed in');
    const { contract, body, recordKey, title, photos = [], after, follows = [] } = write;
    const { params, query } = write as { params?: unknown; query?: unknown };
    const { opId = newId(), beside, aside, insteadOf, doneAtMs } = write;
    const before = engine.items.find((item) => item.opId === opId || item.replaces === opId);
    if (before) return before.opId;
    const deviceAt = doneAtMs === undefined ? phoneTime() : new Date(doneAtMs).toISOString();
    const waitsFor = engine.items.find((item) => item.opId === after && item.state !== 'sent');
    const record: OutboxItem = {
      opId,
      seq: 0,
      personId,
      routeId: contract.id,
      contractVersion: versionOf(contract),
      method: contract.method,
      path: pathOf(contract, { params, query }),
      params,
      body: { ...(body as object), opId, deviceAt },
      deviceAt,
      recordKey,
      title,
      ...(waitsFor ? { dependsOn: waitsFor.opId } : {}),
      ...(beside ? { beside } : {}),
      ...(aside ? { aside } : {}),
      ...(follows.length > 0 ? { follows: [...follows] } : {}),
      state: 'waiting',
      attempts: 0,
      nextAttemptAt: 0,
    };
    const old = core.replaceable(engine.items, insteadOf, record);
    if (old && photos.length === 0) {
      engine.supersede(old.opId, record);
      return opId;
    }
    engine.add([record, ...photos.map((photo) => photoItem(photo, record))]);
    return opId;
  });
}

function versionOf(contract: { id: string; version?: number }): number {
  return contract.version ?? 1;
}

/** Another act in the place of the one that came back: of the same record, so with the same params. */
export interface OtherAct {
  contract: Contract;
  title: string;
}

function routeOf({ contract, title }: OtherAct, params: unknown): Partial<core.Correction> {
  const { id, method } = contract;
  const path = pathOf(contract, { params });
  return { routeId: id, contractVersion: versionOf(contract), method, path, title };
}

/**
 * Sends a corrected body in the place of a rejected one, as a new operation that keeps its place and
 * time; answers the new `opId`. `photos`, if given, are all that the record now has.
 */
export function mend(
  opId: string,
  body: object,
  photos?: readonly OutboxPhoto[],
  act?: OtherAct,
): Promise<string> {
  return Promise.resolve().then(() => {
    const old = engine.items.find((item) => item.opId === opId);
    if (!old) throw new Error(`no item ${opId}`);
    const newOpId = newId();
    const next = {
      ...(act ? routeOf(act, old.params) : {}),
      opId: newOpId,
      body: { ...body, opId: newOpId, deviceAt: old.deviceAt },
    };
    const known = engine.items.flatMap((item) =>
      item.parent === opId && item.photo ? [item.photo.mediaId] : [],
    );
    const record: OutboxItem = { ...old, ...next };
    engine.mend(
      opId,
      next,
      photos && {
        keep: photos.map(({ mediaId }) => mediaId),
        added: photos
          .filter(({ mediaId }) => !known.includes(mediaId))
          .map((photo) => photoItem(photo, record)),
      },
    );
    return newOpId;
  });
}

/** Gives a waiting or rejected item up, with the photos that were to follow. Throws while it is sent. */
export function discard(opId: string): void {
  engine.discard(opId);
}

/** Tries at once whatever waits for a timer: the person tapped 再试. */
export function sendNow(): void {
  engine.wake();
}

/** An item by its operation, for mending. */
export function outboxItem(opId: string): OutboxItem | undefined {
  return engine.items.find((item) => item.opId === opId);
}

/** The pictures that are to follow an item, for mending. */
export function outboxPhotos(opId: string): { mediaId: string; sha256: string }[] {
  return engine.items.flatMap(({ parent, photo }) => (parent === opId && photo ? [photo] : []));
}

/** Whether a picture is still to be sent: its file is the outbox's. */
export function holdsPhoto(mediaId: string): boolean {
  return engine.items.some(({ photo, state }) => photo?.mediaId === mediaId && state !== 'sent');
}

/** Ends the way of a picture that its record names no more, where it has not begun. */
export function withdrawPhoto(mediaId: string): void {
  const upload = engine.items.find(({ photo }) => photo?.mediaId === mediaId);
  if (upload?.state !== 'waiting' && upload?.state !== 'rejected') return;
  engine.discard(upload.opId);
  void removeFile(mediaId);
}

/** What the person signed in has done here and the service does not have yet, in order. */
export function unsent(): OutboxItem[] {
  const personId = currentPersonId();
  return engine.items
    .filter((item) => item.personId === personId && item.state !== 'sent')
    .sort((a, b) => a.seq - b.seq);
}

/**
 * Hands each answer to a route's writes to the feature, so that its local copy follows. After a crash
 * the same answer may come twice. Returns the way to stop.
 */
export function onSent<S extends Contract>(
  contract: S,
  handler: (response: ResponseOf<S>, item: OutboxItem) => void | Promise<void>,
): () => void {
  return onAnswer(contract.id, (response, item) => handler(response as ResponseOf<S>, item));
}

/** Loads what waits and starts sending; called once at start. */
export function startOutbox(): void {
  engine.load();
  void sweepFiles(engine.items);
  onReconnect(() => engine.wake());
  onPersonChange(() => engine.wake());
  onOtherTab(() => {
    engine.reload();
    engine.flush();
  });
}
