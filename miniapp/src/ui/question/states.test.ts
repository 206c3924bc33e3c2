import { choose, lacksOf, letterOf, optionState } from './states';

describe('options of a question', () => {
  it('show nothing of the answer before it is given', () => {
    expect(optionState('a', ['a'], ['b'], false)).toBe('selected');
    expect(optionState('b', ['a'], ['b'], false)).toBe('idle');
  });

  it('show after it what was right, wrong, and right but missed', () => {
    const shown = (id: string) => optionState(id, ['a', 'b'], ['b', 'c'], true);
    expect(['a', 'b', 'c', 'd'].map(shown)).toEqual(['wrong', 'right', 'missed', 'idle']);
  });

  it('are chosen one at a time, or several where several may be right', () => {
    expect(choose('single', ['a'], 'b')).toEqual(['b']);
    expect(choose('true_false', [], 'b')).toEqual(['b']);
    expect(choose('multiple', ['a'], 'b')).toEqual(['a', 'b']);
    expect(choose('multiple', ['a', 'b'], 'a')).toEqual(['b']);
  });

  it('say what lacks, and carry letters by place only', () => {
    expect(lacksOf('single', [])).toBe('先选一个');
    expect(lacksOf('multiple', [])).toBe('选出所有对的');
    expect(lacksOf('multiple', ['a'])).toBeUndefined();
    expect([0, 3].map(letterOf)).toEqual(['A', 'D']);
  });
});
