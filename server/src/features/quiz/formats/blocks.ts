import type { BankFormat } from '@qiangji/shared-types';
import type { BankItem, Loss, Written } from './item';
import { lossesOf } from './losses';

/** Writes questions as blocks of text with a blank line between; null: the format cannot hold it. */
export function writeBlocks(
  format: BankFormat,
  items: readonly BankItem[],
  blockOf: (item: BankItem) => string | null,
): Written {
  const losses: Loss[] = [];
  const leftOut: string[] = [];
  const blocks = items.flatMap((item) => {
    const text = blockOf(item);
    if (text === null) leftOut.push(item.code);
    else losses.push(...lossesOf(format, item));
    return text ?? [];
  });
  return { bytes: Buffer.from(`${blocks.join('\n\n')}\n`, 'utf8'), losses, leftOut };
}
