import { wordsOfHtml } from './html';

describe('HTML brought down to its words', () => {
  it('leaves out what stands in scripts and styles, however they are written', () => {
    const html = '<P>先表明身份</P><SCRIPT>alert(1)</Script><Style>p{}</STYLE>再说明事由';
    expect(wordsOfHtml(html)).toBe('先表明身份\n再说明事由');
  });

  it('finds the end of a script behind letters that grow when they are lowered', () => {
    expect(wordsOfHtml(`${'İ'.repeat(12)}<script>alert(1)</script>后`)).toBe(`${'İ'.repeat(12)}后`);
  });
});
