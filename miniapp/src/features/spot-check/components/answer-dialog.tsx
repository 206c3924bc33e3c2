import { useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';

/** What one of those checked holds against the result. */
export function AnswerDialog({
  onSend,
  onClose,
}: {
  onSend: (answer: string) => void;
  onClose: () => void;
}) {
  const [answer, setAnswer] = useState('');
  return (
    <Dialog
      title="哪里不同意？"
      text="写清楚当时的情况。会告诉督察员、中队长和行动办，由督察员或行动办处理；处理之前，这次的分不进统计。"
      yes="交上去"
      no="先不交"
      lacks={answer.trim() === '' ? '写下你的意见' : undefined}
      onYes={() => onSend(answer)}
      onNo={onClose}
    >
      <TextField
        label="我的意见"
        hideLabel
        placeholder="如：胸号当天送修，有登记"
        value={answer}
        onChange={setAnswer}
        max={500}
        multiline
      />
    </Dialog>
  );
}
