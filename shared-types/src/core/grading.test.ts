import { isRight } from './grading';

describe('grading', () => {
  it('goes by the identity of options, whatever their order on the screen', () => {
    expect(isRight(['c', 'a'], ['a', 'c'])).toBe(true);
    expect(isRight(['a'], ['a', 'c'])).toBe(false);
    expect(isRight(['a', 'b', 'c'], ['a', 'c'])).toBe(false);
    expect(isRight(['a', 'a'], ['a', 'c'])).toBe(false);
  });
});
