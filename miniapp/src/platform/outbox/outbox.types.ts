import type { ErrorDetail, Method } from '@qiangji/shared-types';
import type { ApiErrorCode } from '../request';

/** 待发送, 发送中, 已送达, 被退回. */
export type OutboxItemState = 'waiting' | 'sending' | 'sent' | 'rejected';

/** Why an item came back; `FILE_MISSING`: its photo is no longer on this phone. */
export interface OutboxError {
  code: ApiErrorCode | 'FILE_MISSING';
  /** Chinese, safe to show. */
  message: string;
  details?: readonly ErrorDetail[];
}

/** One write that was done on this phone, or one photo of it. */
export interface OutboxItem {
  opId: string;
  /** Order of making on this phone; a mended item keeps the place of the one it replaces. */
  seq: number;
  personId: string;
  routeId: string;
  contractVersion: number;
  method: Method;
  /** Path and query as they will be sent. */
  path: string;
  /** As the page gave them; absent in a photo and after sending. */
  params?: unknown;
  body?: unknown;
  /** The phone's own clock when the person acted. */
  deviceAt: string;
  /** Items of one record go one after the other, but for `beside`. */
  recordKey: string;
  /** What the person calls it, for lists: 执勤记录, 交班. */
  title: string;
  /** May be under way together with others of its record that say so too: the service puts them in order. */
  beside?: boolean;
  /** Nothing of its record needs it: once it came back, what was done after it goes on. */
  aside?: boolean;
  /** Waits until this item was sent; cleared then. */
  dependsOn?: string;
  /** Goes after these as long as they are on their way; one that came back, or is gone, holds nothing up. */
  follows?: string[];
  /** The item whose photo this is. */
  parent?: string;
  photo?: { mediaId: string; sha256: string };
  state: OutboxItemState;
  /** Failed attempts so far. */
  attempts: number;
  /** Not before this time by the phone's clock (ms). */
  nextAttemptAt: number;
  error?: OutboxError;
  /** By the phone's clock (ms). */
  sentAt?: number;
  /** The rejected item that this one took the place of. */
  replaces?: string;
}
