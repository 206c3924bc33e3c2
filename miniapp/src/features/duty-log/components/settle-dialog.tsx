import { useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';

interface SettleDialogProps {
  /** Said of what, where the page does not show it. */
  title?: string;
  /** With the words that were written, undefined where none were. */
  onYes: (note: string | undefined) => void;
  onNo: () => void;
  /** What was only said at a hand-over keeps no words of how it ended. */
  asksHow?: boolean;
}

/** How an open matter was settled; the words may be left out. */
export function SettleDialog({ title, onYes, onNo, asksHow = true }: SettleDialogProps) {
  const [text, setText] = useState('');
  const note = text.trim();
  return (
    <Dialog
      title={title ?? '怎么办完的'}
      yes="办完了"
      no="先不改"
      onYes={() => onYes(note === '' ? undefined : note)}
      onNo={onNo}
    >
      {asksHow && (
        <TextField
          label="结果"
          hideLabel
          multiline
          placeholder="怎么办完的，可不填"
          value={text}
          max={200}
          onChange={setText}
        />
      )}
    </Dialog>
  );
}
