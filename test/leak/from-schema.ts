import fc from 'fast-check';
import { z } from 'zod';

/**
 * Values of a schema, with every free text drawn from `text`. A schema of a kind that this does not know fails, so that
 * no new part of a project goes by without texts of its own.
 */
export function valuesOf(schema: z.core.$ZodType, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    return fc.record(
      Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, valuesOf(part, text)])),
    );
  }
  if (schema instanceof z.ZodArray) {
    const { least, most } = lengths(schema);
    return fc.array(valuesOf(schema.element, text), {
      minLength: least,
      maxLength: Math.max(least, Math.min(most, 2)),
    });
  }
  if (schema instanceof z.ZodTuple) {
    const items: readonly z.core.$ZodType[] = schema.def.items;
    return fc.tuple(...items.map((item) => valuesOf(item, text)));
  }
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) {
    const inner = valuesOf(schema.unwrap(), text);
    return schema instanceof z.ZodNullable ? fc.option(inner, { nil: null, freq: 5 }) : inner;
  }
  if (schema instanceof z.ZodRecord) {
    const keys = schema.keyType;
    if (!(keys instanceof z.ZodEnum)) throw new Error('a record with free keys');
    return fc.record(
      Object.fromEntries(keys.options.map((key) => [String(key), valuesOf(schema.valueType, text)])),
    );
  }
  if (schema instanceof z.ZodUnion) {
    const options: readonly z.core.$ZodType[] = schema.options;
    return fc.oneof(...options.map((option) => valuesOf(option, text)));
  }
  return leaf(schema, text);
}

function leaf(schema: z.core.$ZodType, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodISODate) {
    return fc
      .date({ min: new Date('2030-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
  }
  if (schema instanceof z.ZodString) return schema.format === null ? text : fromPattern(schema);
  if (schema instanceof z.ZodStringFormat) return fromPattern(schema);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) {
    const [least, most] = [schema.minValue ?? 0, schema.maxValue ?? 1_000_000];
    return fc.integer({ min: Math.max(least, -1_000_000), max: Math.min(most, 1_000_000) });
  }
  throw new Error(`no values are drawn for ${schema._zod.def.type}`);
}

function lengths(schema: z.core.$ZodType): { readonly least: number; readonly most: number } {
  const { minimum, maximum } = schema._zod.bag;
  return {
    least: typeof minimum === 'number' ? minimum : 0,
    most: typeof maximum === 'number' ? maximum : Infinity,
  };
}

// Hashes are the only texts with a pattern.
function fromPattern(schema: z.core.$ZodType): fc.Arbitrary<string> {
  const hex = fc.array(fc.constantFrom(...Array.from('0123456789abcdef')), { minLength: 64, maxLength: 64 });
  const candidate = hex.map((digits) => digits.join(''));
  return candidate.filter((value) => z.safeParse(schema, value).success);
}
