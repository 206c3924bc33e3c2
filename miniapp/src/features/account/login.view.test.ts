import { codeLacks, DEMO_CHOICES } from './login.view';

describe('the login page', () => {
  it('offers every demo account with what it is for', () => {
    expect(DEMO_CHOICES.map((one) => one.account)).toEqual([
      'officer',
      'auxiliary',
      'inspector',
      'leader',
      'office',
    ]);
    for (const { text, note } of DEMO_CHOICES) expect(text && note).toBeTruthy();
  });

  it('waits for a whole binding code, however it is spaced', () => {
    expect(codeLacks('')).toBe('填绑定码');
    expect(codeLacks('ABC-23')).toBe('填绑定码');
    expect(codeLacks('abcd 2345')).toBeUndefined();
  });
});
