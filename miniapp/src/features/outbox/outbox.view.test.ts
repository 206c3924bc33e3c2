import { bodyAgain, bodyForOfficer, mendPageOf, reasonsOf } from './outbox.view';

describe('a rejected record', () => {
  it('leads to the page where it can be put right, if there is one', () => {
    expect(mendPageOf({ routeId: 'feedback.send', opId: 'a' })).toBe(
      '/features/feedback/pages/write/index?mend=a',
    );
    expect(mendPageOf({ routeId: 'notice.markRead', opId: 'a' })).toBeUndefined();
  });

  it('is sent again without the old opId and time', () => {
    expect(bodyAgain({ body: { opId: 'a', deviceAt: 't', text: '好' } })).toEqual({ text: '好' });
    expect(bodyAgain({})).toEqual({});
  });

  it('of an auxiliary is kept as a draft for an officer, and nothing else is', () => {
    const error = { code: 'AUXILIARY_NOT_ALLOWED' as const, message: '协管员不能登记处罚' };
    const item = { routeId: 'dutyLog.appendEntry', body: { opId: 'a', text: '见' }, error };
    expect(bodyForOfficer(item)).toEqual({ text: '见', draftForOfficer: true });
    expect(bodyForOfficer({ ...item, routeId: 'feedback.send' })).toBeUndefined();
    expect(bodyForOfficer({ ...item, error: undefined })).toBeUndefined();
  });

  it('says each reason once', () => {
    const error = {
      code: 'VALIDATION_FAILED' as const,
      message: '填得不对',
      details: [
        { path: 'body.text', reason: 'too_long', message: '超过上限 1000' },
        { path: 'body.text', reason: 'too_long', message: '超过上限 1000' },
      ],
    };
    expect(reasonsOf({ error })).toEqual(['填得不对', '超过上限 1000']);
    expect(reasonsOf({})).toEqual([]);
  });
});
