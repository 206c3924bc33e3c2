/** A signature as platform/files takes it: here it is a file already. */
export function inkSource(ink: string): string {
  return ink;
}
