import { useState } from 'react';
import { View } from '@tarojs/components';
import { removeFile } from '@/platform/files';
import { textOf } from '@/platform/files/text';
import { pickFile } from '@/platform/pick-file';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import { importedText, type PieceForm } from '../piece.form';
import './write.scss';

interface PieceImportProps {
  onText: (part: Pick<PieceForm, 'title' | 'body'>) => void;
  onClose: () => void;
}

const UNREADABLE = '这个文件读不出文字：请另存为“纯文本”（编码选 UTF-8），或者把文字贴到下面';

/** Fills title and body from a file of text, or from what was copied out of an office program. */
export function PieceImport({ onText, onClose }: PieceImportProps) {
  const [pasted, setPasted] = useState('');
  const take = (text: string) => {
    onText(importedText(text));
    onClose();
  };
  const choose = async () => {
    const file = await pickFile('md', 'txt');
    if (!file) return;
    try {
      const text = await textOf(file.key);
      if (text === undefined) toast(UNREADABLE, 'bad');
      else take(text);
    } finally {
      await removeFile(file.key);
    }
  };
  return (
    <Section title="导入" note="收起" onMore={onClose}>
      <Card pad>
        <View className="st-form">
          <View className="t-sub">
            Word
            里的文章：全选、复制，贴到下面就行。第一行当标题，“一、二、三、”的小标题自动分节；图和表格带不过来
          </View>
          <TextField label="贴到这里" value={pasted} multiline onChange={setPasted} />
          <View className="st-actions">
            <Button
              lacks={pasted.trim() === '' ? '还没贴文字' : undefined}
              onPress={() => take(pasted)}
            >
              用这段文字
            </Button>
            <Button kind="o" icon="upload" onPress={() => void choose()}>
              选 .md 或 .txt 文件
            </Button>
          </View>
        </View>
      </Card>
    </Section>
  );
}
