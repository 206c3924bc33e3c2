import {
  bodyAgain,
  bodyAsSpecial,
  bodyForOfficer,
  mendPageOf,
  SPECIAL_REASON,
} from './outbox.view';

describe('a rejected record', () => {
  it('leads to the page where it can be put right, if there is one', () => {
    expect(mendPageOf({ routeId: 'feedback.send', opId: 'a' })).toBe(
      '/features/feedback/pages/write/index?mend=a',
    );
    expect(mendPageOf({ routeId: 'notice.markRead', opId: 'a' })).toBeUndefined();
    const duty = '/features/duty-log/pages';
    const pages = {
      'dutyLog.openShift': `${duty}/open/index?mend=a`,
      'dutyLog.appendEntry': `${duty}/entry/index?mend=a`,
      'dutyLog.amendEntry': `${duty}/entry/index?mend=a`,
      'dutyLog.requestHandover': `${duty}/handover/index?mend=a`,
      'dutyLog.closeShift': `${duty}/handover/index?mend=a`,
      'dutyLog.saveRota': `${duty}/rota/index?mend=a`,
      'selfCheck.submit': '/features/self-check/pages/check/index?mend=a',
    };
    for (const [routeId, page] of Object.entries(pages)) {
      expect(mendPageOf({ routeId, opId: 'a' })).toBe(page);
    }
    const sealed = { routeId: 'spotCheck.sealCheck', opId: 'a', params: { checkId: 'k' } };
    expect(mendPageOf(sealed)).toBe('/features/spot-check/pages/score/index?mend=a&id=k');
    const draft = { routeId: 'dutyLog.takeOverDraft', opId: 'a', params: { entryId: 'e' } };
    expect(mendPageOf(draft)).toBe(`${duty}/draft/index?mend=a&id=e`);
    const taken = { code: 'DRAFT_TAKEN' as const, message: '李四已经接手' };
    expect(mendPageOf({ ...draft, error: taken })).toBeUndefined();
    const params = { correctionId: 'c' };
    expect(mendPageOf({ routeId: 'selfCheck.closeCorrection', opId: 'a', params })).toBe(
      '/features/self-check/pages/correction/index?mend=a&id=c',
    );
  });

  it('is sent again without the old opId and time', () => {
    expect(bodyAgain({ body: { opId: 'a', deviceAt: 't', text: '好' } })).toEqual({ text: '好' });
    expect(bodyAgain({})).toEqual({});
  });

  it('of an auxiliary is kept as a draft for an officer, and nothing else is', () => {
    const error = { code: 'AUXILIARY_NOT_ALLOWED' as const, message: '协管员不能登记处罚' };
    const item = { routeId: 'dutyLog.appendEntry', body: { opId: 'a', text: '见' }, error };
    expect(bodyForOfficer(item)).toEqual({ text: '见', draftForOfficer: true });
    expect(mendPageOf({ ...item, opId: 'a' })).toBeUndefined();
    expect(bodyForOfficer({ ...item, routeId: 'feedback.send' })).toBeUndefined();
    expect(bodyForOfficer({ ...item, error: undefined })).toBeUndefined();
  });

  it('of a draw that was used already stands as a special check that says why, and nothing else does', () => {
    const error = { code: 'STATE_CONFLICT' as const, message: '这次抽签已作废或已用过' };
    const body = { opId: 'a', deviceAt: 't', checkId: 'c', drawId: 'd', kind: 'daily' };
    const item = { routeId: 'spotCheck.createCheck', body, error };
    const special = { checkId: 'c', kind: 'special', reason: SPECIAL_REASON };
    expect(bodyAsSpecial(item)).toEqual(special);
    expect(bodyAsSpecial({ ...item, body: special })).toBeUndefined();
    expect(bodyAsSpecial({ ...item, routeId: 'spotCheck.sealCheck' })).toBeUndefined();
    expect(bodyAsSpecial({ ...item, error: { ...error, code: 'NOT_FOUND' } })).toBeUndefined();
  });
});
