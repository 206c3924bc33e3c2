import path from 'node:path';

/** The built mini-program that these tests run. */
export const distDir = path.resolve(__dirname, '../../dist/weapp');

/** Figures go to the report of the run as they are. */
export function report(title: string, figures: object): void {
  process.stdout.write(`${title}: ${JSON.stringify(figures)}\n`);
}
