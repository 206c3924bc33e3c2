import { decodeText, decodeXml, FileRefused } from './encoding';
import { formatOf, readFile } from './read';

const topics = new Map([['uniform', 'uniform']]);

/** Bytes as Notepad and WPS write them in Chinese Windows, made outside this program. */
const hex = (...parts: string[]) => Uint8Array.from(Buffer.from(parts.join(''), 'hex'));
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');

/** 上街执法先做什么？ A. 亮证 B. 开单 ANSWER: A, with line ends of Windows. */
const AIKEN = hex(
  'c9cfbdd6d6b4b7a8cfc8d7f6cab2c3b4a3bf0d0a',
  '412e20c1c1d6a40d0a422e20bfaab5a50d0a414e535745523a20410d0a',
);
/** GIFT with letters that only the four bytes of GB18030 have: 㐀 and 𠮷. */
const GIFT = hex(
  '2f2f20cce20a3a3ad2bb3a3acfc87b3dc1c1d6a4207ebfaab5a523232323',
  'a1b0cfc8c1c1d6a4a1b1a3ac8139ee399534b2357d0a',
);
const STEM = 'cfc8c1c1d6a4';

const xml = (declaration: string, stem: string) =>
  hex(
    ascii(`${declaration}<quiz><question type="truefalse"><questiontext><text>`),
    stem,
    ascii('</text></questiontext><answer fraction="100"><text>true</text></answer>'),
    ascii('<answer fraction="0"><text>false</text></answer></question></quiz>'),
  );

const utf16 = (text: string, mark: 'fffe' | 'feff') => {
  const bytes = Buffer.from(text, 'utf16le');
  return hex(mark, (mark === 'fffe' ? bytes : bytes.swap16()).toString('hex'));
};

const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(FileRefused);
    return (error as Error).message;
  }
  throw new Error('was read');
};

async function only(bytes: Uint8Array, fileName: string) {
  const { items, encoding } = await readFile(formatOf(bytes, fileName), bytes, topics);
  expect(items).toHaveLength(1);
  return { raw: items[0]!.raw, encoding };
}

describe('a file of Chinese Windows', () => {
  it('in Aiken and in GIFT keeps every letter, and says what it was read by', async () => {
    expect(await only(AIKEN, '题.txt')).toMatchObject({
      encoding: 'GBK',
      raw: {
        body: { stem: '上街执法先做什么？', options: [{ text: '亮证' }, { text: '开单' }] },
        key: { kind: 'single', answer: ['a'] },
      },
    });
    expect(await only(GIFT, '题.txt')).toMatchObject({
      encoding: 'GBK',
      raw: { body: { stem: '先' }, explanation: '“先亮证”，㐀𠮷' },
    });
  });

  it('with a mark is read by it, in UTF-8 and in UTF-16 of both orders', async () => {
    const text = '先做什么？\r\nA. 亮证\r\nB. 开单\r\nANSWER: A\r\n';
    const files = [
      [hex('efbbbf', Buffer.from(text).toString('hex')), 'UTF-8'],
      [Uint8Array.from(Buffer.from(text)), 'UTF-8'],
      [utf16(text, 'fffe'), 'UTF-16'],
      [utf16(text, 'feff'), 'UTF-16'],
    ] as const;
    for (const [bytes, encoding] of files) {
      const raw = { body: { stem: '先做什么？', options: [{ text: '亮证' }, { text: '开单' }] } };
      expect(await only(bytes, '题.txt')).toMatchObject({ encoding, raw });
    }
  });

  it('is refused in words where a letter would be lost', () => {
    const torn = [
      // A letter cut in two, at the end and in the middle; UTF-16 without a mark; a mark that lies.
      AIKEN.subarray(0, 15),
      hex('c1ff20c1c1'),
      Uint8Array.from(Buffer.from('题 ANSWER: A', 'utf16le')),
      hex('efbbbf', STEM),
    ];
    for (const bytes of torn) {
      expect(refusal(() => decodeText(bytes))).toContain('另存时编码选 UTF-8');
    }
  });

  it('is refused in words by a service whose Node cannot read it, and UTF-8 is not', () => {
    const knows = (encoding: string) => encoding !== 'gb18030';
    expect(refusal(() => decodeText(AIKEN, knows))).toContain('这台服务器认不了 GBK');
    expect(decodeText(Uint8Array.from(Buffer.from('亮证')), knows).text).toBe('亮证');
  });
});

describe('an XML file', () => {
  it.each(['GB2312', 'gbk', 'GB18030'])('is read as it says itself: %s', async (name) => {
    const bytes = xml(`<?xml version="1.0" encoding="${name}"?>`, STEM);
    const raw = { body: { stem: '先亮证' }, key: { answer: ['a'] } };
    expect(await only(bytes, '题.xml')).toMatchObject({ encoding: 'GBK', raw });
  });

  it('that says another Chinese encoding is read by it, and one that says none by its bytes', () => {
    // 亮證 in Big5; the same bytes are other letters in GBK.
    const big5 = hex(ascii("<?xml version='1.0' encoding='Big5'?><a>"), 'ab47c3d2', ascii('</a>'));
    expect(decodeXml(big5)).toMatchObject({
      encoding: 'BIG5',
      text: expect.stringMatching('亮證'),
    });
    expect(decodeXml(xml('', STEM))).toMatchObject({ encoding: 'GBK' });
    // Written as UTF-16 by a program and made over by another, which left the first line.
    const utf8 = Buffer.from('先亮证').toString('hex');
    const made = decodeXml(xml('<?xml version="1.0" encoding="utf-16"?>', utf8));
    expect(made).toMatchObject({ encoding: 'UTF-8', text: expect.stringMatching('先亮证') });
  });

  it('that is not what it says, or says what nobody knows, is refused in words', () => {
    const lies = xml('<?xml version="1.0" encoding="UTF-8"?>', STEM);
    expect(refusal(() => decodeXml(lies))).toContain('文件说自己是 utf-8，可是读出来不是');
    const strange = xml('<?xml version="1.0" encoding="x-martian"?>', STEM);
    expect(refusal(() => decodeXml(strange))).toContain('文件说自己是 x-martian，这种编码认不了');
  });

  it('in GBK expands and fetches nothing either', async () => {
    const doctype = '<!DOCTYPE q [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
    const bytes = xml(`<?xml version="1.0" encoding="GBK"?>${doctype}`, STEM);
    expect(await only(bytes, '题.xml')).toMatchObject({ raw: null });
    const { items } = await readFile('moodle', bytes, topics);
    expect(items[0]?.problems[0]?.reason).toBe('doctype');
  });
});
