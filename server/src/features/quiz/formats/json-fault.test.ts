import fc from 'fast-check';
import { readJsonFile } from './json';
import { faultAt, jsonFault } from './json-fault';

it('names line and letter, and shows what stands there', () => {
  const fault = (text: string) => {
    const { items } = readJsonFile(text);
    return items.flatMap(({ problems }) => problems);
  };
  const lines = ['{"format":"qiangji-questions",', ' "questions":[', '  {"题干": 甲}]}'];
  expect(fault(lines.join('\n'))).toEqual([
    {
      place: '第 3 行第 10 个字',
      reason: 'not_json',
      message: '不是完整的 JSON：从“甲}]}”起不对，看看前后的引号、逗号和括号',
    },
  ]);
  // Broken off on the way, as a download that did not finish.
  expect(fault('{"questions":[{"a":1},\n')).toMatchObject([{ place: '第 2 行第 1 个字' }]);
  expect(jsonFault('{"questions":[').message).toContain('断了');
  for (const text of ['{"a":1,}', "{'a':1}", '[1 2]', '[1]]', '{"a"}', '', '{"a":01}', '"a\tb"']) {
    expect(fault(text)[0]?.message).not.toMatch(/[A-Za-z]{4,}(?<!JSON)/);
  }
});

it('takes each part where it may stand, and no part twice', () => {
  const at = (text: string) => text.slice(faultAt(text));
  expect(at('[1,,2]')).toBe(',2]');
  expect(at('[1,]')).toBe(']');
  expect(at('{"a":1,}')).toBe('}');
  expect(at('{"a":1 "b":2}')).toBe('"b":2}');
  expect(at('{"a":1]')).toBe(']');
  expect(at('{1:2}')).toBe('1:2}');
  expect(at('[nul]')).toBe('nul]');
  expect(at('{} {}')).toBe('{}');
  expect(at('["a\\x"]')).toBe('["a\\x"]'.slice(1));
});

it('finds no fault in JSON, and a sign that is none where it stands', () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, n) => {
      const place = n % (text.length + 1);
      const spoilt = `${text.slice(0, place)}#${text.slice(place)}`;
      const at = faultAt(spoilt);
      if (faultAt(text) !== text.length) return false;
      // Inside a string it is a letter like others.
      if (isJson(spoilt)) return at === spoilt.length;
      // After a backslash a string begins with the fault, and a word or a number with what cannot stand alone.
      return at <= place && /^(".*|[a-zE.+-]*)$/s.test(spoilt.slice(at, place));
    }),
    { numRuns: 1_000 },
  );
});
