import { render, screen } from '@testing-library/react';
import { Markdown } from './index';

beforeAll(() => {
  process.env.TARO_ENV = 'h5';
});

it('draws headings, lists and pictures', () => {
  render(
    <Markdown
      text={'## 两种情形\n\n1. 一百元以下\n2. 难以执行\n\n![票据本](a.png)'}
      picture={({ href, alt }) => <img src={`/media/${href}`} alt={alt} />}
    />,
  );
  expect(screen.getByRole('heading', { name: '两种情形', level: 2 })).toBeTruthy();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '1.一百元以下',
    '2.难以执行',
  ]);
  expect(screen.getByRole('img', { name: '票据本' }).getAttribute('src')).toBe('/media/a.png');
});

it('ends bold after full-width punctuation, with no space before the next word', () => {
  const { container } = render(<Markdown text="可以当场**作出决定。**这与**“收缴”**不同。" />);
  const bold = [...container.querySelectorAll('.qj-md__strong')].map((one) => one.textContent);
  expect(bold).toEqual(['作出决定。', '“收缴”']);
  expect(container.textContent).toBe('可以当场作出决定。这与“收缴”不同。');
});

it('shows HTML as words and never runs it', () => {
  const { container } = render(<Markdown text={'前<img src=x onerror=alert(1)>后 & "引号"'} />);
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toBe('前<img src=x onerror=alert(1)>后 & "引号"');
});
