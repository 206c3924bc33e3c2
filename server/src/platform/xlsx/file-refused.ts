import { AppError } from '../errors';

/** A refusal of the file as a whole, with the words for the person. */
export function fileRefused(reason: string, message: string): AppError {
  return new AppError('IMPORT_INVALID', { message, details: [{ path: '文件', reason, message }] });
}

export const notXlsx = () => fileRefused('not_xlsx', '只认 .xlsx 表格，请用模板另存后再传');

export const bomb = () => fileRefused('unpacks_too_large', '表格解开后太大，请删掉多余的内容再传');
