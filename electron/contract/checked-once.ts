import { z } from 'zod';

/**
 * A schema that reads values as the given one does, and lets the very object that came out of it pass from then on: a large
 * immutable value that crosses several borders of this process is checked at the first.
 */
export function checkedOnce<Value extends object>(schema: z.ZodType<Value>): z.ZodType<Value> {
  const checked = new WeakSet<object>();
  const isChecked = (value: unknown): value is Value =>
    typeof value === 'object' && value !== null && checked.has(value);
  return z.unknown().transform((value, context): Value => {
    if (isChecked(value)) return value;
    const read = schema.safeParse(value);
    if (!read.success) {
      context.addIssue('it has another shape');
      return z.NEVER;
    }
    checked.add(read.data);
    return read.data;
  });
}
