/** A projection that reads these fields, and `_id` with them. */
export function onlyFields(fields: readonly string[]): Record<string, 1> {
  return Object.fromEntries(fields.map((field) => [field, 1]));
}
