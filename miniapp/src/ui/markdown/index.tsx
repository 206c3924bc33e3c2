import { Fragment, type ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { lexer, type Token, type Tokens } from 'marked';
import { Press } from '../press';
import { a11y, heading } from '../press/a11y';
import { toast } from '../toast';
import './index.scss';

export interface MarkdownProps {
  /** Headings, paragraphs, lists, quotes, bold, links, images. HTML in it is shown as words. */
  text: string;
  /** Draws a picture; without it the words of the picture stand for it. */
  picture?: DrawPicture;
}

type DrawPicture = (picture: { href: string; alt: string }) => ReactNode;

/** A mini-program cannot open other sites: the address is copied, and said to be. */
function copyLink(href: string): void {
  void Taro.setClipboardData({ data: href }).then(() => toast('网址已复制，到浏览器里打开'));
}

const MARK_AFTER = /([\u2018-\u201d\u3000-\u303f\uff00-\uffef])(\*+)/g;
const MARK_BEFORE = /(\*+)([\u2018-\u201d\u3000-\u303f\uff00-\uffef])/g;
const JOINT = '\u200b';

/**
 * Markdown's rule for where bold may end was made for spaces between words: `**决定。**这` would not
 * end. An invisible joint between full-width punctuation and the mark lets it; `plain` takes it out.
 */
function easeEmphasis(text: string): string {
  return text.replace(MARK_AFTER, `$1${JOINT}$2`).replace(MARK_BEFORE, `$1${JOINT}$2`);
}

/** Undoes the few entities that the lexer writes for plain text. */
function plain(text: string): string {
  return text
    .replaceAll(JOINT, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

function children(token: Token): Token[] {
  return 'tokens' in token && token.tokens ? token.tokens : [];
}

function Inline({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) => {
    switch (token.type) {
      case 'strong':
        return (
          <Text key={index} className="qj-md__strong">
            <Inline tokens={children(token)} />
          </Text>
        );
      case 'em':
        return (
          <Text key={index} className="qj-md__em">
            <Inline tokens={children(token)} />
          </Text>
        );
      case 'link': {
        const link = token as Tokens.Link;
        return (
          <Press
            key={index}
            role="link"
            className="qj-md__link"
            label={`${plain(link.text)}，复制网址`}
            onPress={() => copyLink(link.href)}
          >
            {plain(link.text)}
          </Press>
        );
      }
      case 'br':
        return <Text key={index}>{'\n'}</Text>;
      default: {
        const inner = children(token);
        if (inner.length > 0) return <Inline key={index} tokens={inner} />;
        return <Text key={index}>{plain('text' in token ? String(token.text) : token.raw)}</Text>;
      }
    }
  });
}

function List({ token, picture }: { token: Tokens.List; picture: DrawPicture }) {
  const first = typeof token.start === 'number' ? token.start : 1;
  return (
    <View className="qj-md__list" {...a11y({ role: 'list' })}>
      {token.items.map((item, index) => (
        <View key={index} className="qj-md__item" {...a11y({ role: 'listitem' })}>
          <Text className="qj-md__bullet">{token.ordered ? `${first + index}.` : '•'}</Text>
          <View className="qj-md__item-text">
            <Blocks tokens={item.tokens} picture={picture} />
          </View>
        </View>
      ))}
    </View>
  );
}

function Blocks({
  tokens,
  picture,
}: {
  tokens: readonly Token[];
  picture: DrawPicture;
}): ReactNode {
  return tokens.map((token, index) => {
    switch (token.type) {
      case 'space':
        return null;
      case 'heading':
        return (
          <View
            key={index}
            className={`qj-md__heading qj-md__heading--${Math.min(3, token.depth as number)}`}
            {...heading(token.depth <= 2 ? 2 : 3)}
          >
            <Inline tokens={children(token)} />
          </View>
        );
      case 'list':
        return <List key={index} token={token as Tokens.List} picture={picture} />;
      case 'blockquote':
        return (
          <View key={index} className="qj-md__quote">
            <Blocks tokens={children(token)} picture={picture} />
          </View>
        );
      case 'hr':
        return <View key={index} className="qj-md__rule" />;
      case 'html':
        return <Text key={index}>{token.raw}</Text>;
      case 'code':
        return (
          <View key={index} className="qj-md__quote">
            {String(token.text)}
          </View>
        );
      default: {
        const inner = children(token);
        const pictures = inner.filter((one): one is Tokens.Image => one.type === 'image');
        const words = inner.filter((one) => one.type !== 'image');
        return (
          <View key={index} className="qj-md__block">
            {words.some((one) => one.raw.trim() !== '') && (
              <View className="qj-md__text">
                <Inline tokens={words} />
              </View>
            )}
            {inner.length === 0 && <View className="qj-md__text">{token.raw}</View>}
            {pictures.map(({ href, text }) => (
              <Fragment key={href}>{picture({ href, alt: plain(text) })}</Fragment>
            ))}
          </View>
        );
      }
    }
  });
}

/** A piece to read, from a safe part of Markdown. Only sub-packages import it. */
export function Markdown({ text, picture = ({ alt }) => alt }: MarkdownProps) {
  return (
    <View className="qj-md">
      <Blocks tokens={lexer(easeEmphasis(text))} picture={picture} />
    </View>
  );
}
