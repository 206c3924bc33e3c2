import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, errors, type ErrorCode } from '@qiangji/shared-types';
import {
  givenUp,
  isOver,
  lossOf,
  mayResend,
  PICTURE_KINDS,
  placeOf,
  reasonsOf,
  REFUSED_KINDS,
  saidOf,
  type Refused,
} from './refused.view';

const routes = Object.values(contracts).flatMap((feature) => Object.values(feature));
/** Whether an address of the app has a page. */
const isPage = (url: string) => existsSync(join(__dirname, '../..', `${url.split('?')[0]}.tsx`));

const IDS = { shiftId: 's', entryId: 'e', checkId: 'c', examId: 'x', slug: 'p' };

/** As it comes back: with the service's words about the record, or with those that the code has everywhere. */
const refused = (routeId: string, code: ErrorCode, message: string = errors[code].message) => ({
  routeId,
  params: IDS,
  body: {},
  error: { code, message },
});

it('knows routes, codes that they answer with, and pages that there are', () => {
  for (const [routeId, { codes = {} }] of Object.entries(REFUSED_KINDS)) {
    const route = routes.find(({ id }) => id === routeId) as { errors?: string[] } | undefined;
    expect([routeId, route !== undefined]).toEqual([routeId, true]);
    const answered = ['NOT_FOUND', 'FORBIDDEN', ...(route?.errors ?? [])];
    for (const code of ['NOT_FOUND', ...Object.keys(codes)] as ErrorCode[]) {
      expect([routeId, answered]).toEqual([routeId, expect.arrayContaining([code])]);
      const { url, label } = placeOf(refused(routeId, code)) ?? { url: '', label: '' };
      expect([url, isPage(url)]).toEqual([url, true]);
      expect([routeId, url]).not.toEqual([routeId, expect.stringContaining('undefined')]);
      expect(label).toMatch(/^[看写]/);
    }
  }
});

const at = (item: Refused) => placeOf(item)?.url;

/** What somebody else has done: said, and put away with one tap. */
const OVER: [string, ErrorCode, string, string][] = [
  ['dutyLog.settleMatter', 'STATE_CONFLICT', '已有人说办完了', '/tabs/duty/index'],
  ['dutyLog.settleLeft', 'STATE_CONFLICT', '不用再办', '/tabs/duty/index'],
  ['study.appendProgress', 'NOT_FOUND', '已经撤下', '/features/study/pages/reader/index?slug=p'],
  ['notice.markRead', 'NOT_FOUND', '已经不在了', '/features/notice/pages/inbox/index'],
];

it.each(OVER)('%s, %s: over, in its own words', (routeId, code, words, url) => {
  const item = refused(routeId, code);
  expect(isOver(item)).toBe(true);
  expect(reasonsOf(item)[0]).toContain(words);
  expect(at(item)).toBe(url);
});

/** Where the service says who was first, its words stand. */
const TOLD: [string, ErrorCode, string, string][] = [
  [
    'dutyLog.takeOverDraft',
    'DRAFT_TAKEN',
    '14:05 李国强已经接手',
    '/features/duty-log/pages/draft/index?id=e',
  ],
  [
    'dutyLog.confirmHandover',
    'HANDOVER_TAKEN',
    '14:40 已由李国强接班',
    '/features/duty-log/pages/takeover/index',
  ],
  [
    'dutyLog.noteAbsence',
    'STATE_CONFLICT',
    '这一班不是未上岗，不用写原因',
    '/features/duty-log/pages/rota/index',
  ],
  [
    'spotCheck.settleDispute',
    'STATE_CONFLICT',
    '这条意见已经有人处理过了',
    '/features/spot-check/pages/result/index?id=c',
  ],
];

it.each(TOLD)('%s, %s: over, as the service told it', (routeId, code, message, url) => {
  const item = refused(routeId, code, message);
  expect(isOver(item)).toBe(true);
  expect(reasonsOf(item)).toEqual([message]);
  expect(at(item)).toBe(url);
});

const SCORE = '/features/spot-check/pages/score/index?id=c';
const RESULT = '/features/spot-check/pages/result/index?id=c';

/** What can still be seen to: the record is opened, and nothing is put away unasked. */
const OPEN: [string, ErrorCode, string, string][] = [
  ['dutyLog.settleMatter', 'NOT_FOUND', '没有送到', '/tabs/duty/index'],
  ['dutyLog.confirmHandover', 'NOT_FOUND', '没找到这一班', '/features/duty-log/pages/takeover/index'], // prettier-ignore
  ['dutyLog.changeShift', 'NOT_FOUND', '你已不在这一班', '/features/duty-log/pages/shift/index?id=s'], // prettier-ignore
  ['spotCheck.startCheck', 'STATE_CONFLICT', '现在不能开始', SCORE],
  ['spotCheck.appendResults', 'STATE_CONFLICT', '已经封存、作废', SCORE],
  ['spotCheck.appendSignoff', 'STATE_CONFLICT', '签字没收进去', SCORE],
  ['spotCheck.acknowledge', 'NOT_FOUND', '你已不在被查的人里', RESULT],
  ['exam.submitAttempt', 'EXAM_OVER', '已收卷', '/features/exam/pages/mine/index'],
];

it.each(OPEN)('%s, %s: opened again', (routeId, code, words, url) => {
  const item = refused(routeId, code);
  expect(isOver(item)).toBe(false);
  expect(reasonsOf(item)[0]).toContain(words);
  expect(at(item)).toBe(url);
});

it('leads from a settled disagreement to where one may still write, and to a check by its body', () => {
  const settled = refused('spotCheck.acknowledge', 'STATE_CONFLICT', '你的意见已经处理过');
  expect(placeOf(settled)).toEqual({
    label: '写投诉建议',
    url: '/features/feedback/pages/write/index',
  });
  const created = { routeId: 'spotCheck.createCheck', body: { checkId: 'c' } };
  expect(at(created)).toBe(SCORE);
  expect(placeOf({ routeId: 'leave.record' })).toBeUndefined();
});

it('shows once more what was written with it', () => {
  const item = refused('dutyLog.settleMatter', 'STATE_CONFLICT');
  expect(saidOf({ ...item, body: { note: '拆了' } })).toBe('拆了');
  expect(saidOf(item)).toBeUndefined();
  expect(saidOf({ ...item, body: undefined })).toBeUndefined();
  // A code is nobody's words.
  const note = refused('dutyLog.noteAbsence', 'STATE_CONFLICT');
  expect(saidOf({ ...note, body: { reason: 'sick' } })).toBeUndefined();
});

it('says each reason once', () => {
  const detail = { path: 'body.text', reason: 'too_long', message: '超过上限 1000' };
  const error = {
    code: 'VALIDATION_FAILED' as const,
    message: '填得不对',
    details: [detail, detail],
  };
  expect(reasonsOf({ routeId: 'feedback.send', error })).toEqual(['填得不对', '超过上限 1000']);
  expect(reasonsOf({ routeId: 'feedback.send' })).toEqual([]);
});

describe('a picture that came back', () => {
  const picture = (code: string): Refused => ({
    routeId: 'media.upload',
    photo: { mediaId: 'm', sha256: '' },
    error: { code: code as ErrorCode, message: '' },
  });

  it('leads to its record, to be taken once more there', () => {
    for (const routeId of Object.keys(PICTURE_KINDS)) {
      const place = placeOf(picture('FILE_MISSING'), { routeId, recordKey: 'k' });
      expect([routes.some(({ id }) => id === routeId), isPage(place?.url ?? '')]).toEqual([
        true,
        true,
      ]);
    }
    const record = { routeId: 'dutyLog.appendEntry', recordKey: 'e' };
    expect(placeOf(picture('FILE_MISSING'), record)).toEqual({
      label: '去补拍',
      url: '/features/duty-log/pages/entry/index?amend=e',
    });
    // Sent long ago and forgotten, or of a record that has no page.
    expect(placeOf(picture('FILE_MISSING'))).toBeUndefined();
  });

  it('says that the record stands without it, and is sent again only where that may help', () => {
    expect(lossOf(picture('FILE_MISSING'))).toContain('记录照样算');
    const codes = ['FILE_MISSING', 'MEDIA_TOO_LARGE', 'MEDIA_HASH_MISMATCH', 'FORBIDDEN'];
    expect(codes.map((code) => mayResend(picture(code)))).toEqual([false, false, true, true]);
  });
});

describe('giving up', () => {
  const GONE = '从手机里删掉，找不回来';
  const of = (code: ErrorCode | 'FILE_MISSING', photo = true): Refused => ({
    routeId: photo ? 'media.upload' : 'dutyLog.appendEntry',
    ...(photo ? { photo: { mediaId: 'm', sha256: '' } } : {}),
    error: { code, message: '' },
  });

  it('says that a picture or record is deleted for good, where the phone has it', () => {
    expect(givenUp(of('MEDIA_TOO_LARGE'))).toContain(GONE);
    expect(givenUp(of('MEDIA_TOO_LARGE'))).toContain('没有这张作证');
    expect(givenUp(of('FILE_MISSING'))).not.toContain(GONE);
    expect(givenUp(of('VALIDATION_FAILED', false))).toContain(GONE);
    expect(givenUp({ routeId: 'quiz.appendAnswers' })).not.toContain(GONE);
  });

  it('calls a signature one, and leads from it to no check that may be sealed', () => {
    const record = { routeId: 'spotCheck.appendSignoff', recordKey: 'c' };
    for (const words of [lossOf(of('MEDIA_TOO_LARGE'), record), givenUp(of('FORBIDDEN'), record)]) {
      expect(words).toContain('签字照样算');
      expect(words).not.toContain('作证');
    }
    expect(givenUp(of('FORBIDDEN'), record)).toContain(GONE);
    expect(placeOf(of('FORBIDDEN'), record)).toBeUndefined();
    expect(
      placeOf(of('FORBIDDEN'), { ...record, routeId: 'spotCheck.appendResults' }),
    ).toBeDefined();
  });
});

it('says what is lost with answers, a reminder and what was said of a shift', () => {
  const of = (routeId: string) => lossOf({ routeId });
  expect(of('quiz.appendAnswers')).toContain('题以后还会再出');
  expect(of('notice.answerReminder')).toContain('再点一次');
  expect(of('dutyLog.changeShift')).toContain('照原来的样子');
  expect(of('dutyLog.appendEntry')).toBeUndefined();
});
