import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

z.config({ jitless: true });

/** Bounds on any JSON that comes from outside: how deep it is nested, and how many values it has. */
const jsonBounds = { depth: 64, values: 1_000_000 } as const;

/** Text that is UTF-8 to the last byte, without a byte order mark being taken off; null where it is not. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A value that bytes have as its canonical JSON, and as this schema says; null where they are anything else. */
export function readCanonicalJson<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Value | null {
  const text = isWithinBounds(bytes) ? utf8Text(bytes) : null;
  if (text === null) return null;
  try {
    const raw: unknown = JSON.parse(text);
    const parsed = schema.safeParse(raw);
    // The schema first: what passed it is no deeper than it says.
    return parsed.success && canonicalJson(raw) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Counts before anything is parsed: a value that is parsed takes a hundred times the memory of its text. */
function isWithinBounds(bytes: Uint8Array): boolean {
  let [depth, values, inString] = [0, 1, false];
  for (let place = 0; place < bytes.length; place += 1) {
    const byte = bytes[place] ?? 0;
    if (inString) {
      if (byte === backslash) place += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === comma) values += 1;
    else if (closing.has(byte)) depth -= 1;
    else if (opening.has(byte)) {
      depth += 1;
      values += 1;
    }
    if (depth > jsonBounds.depth || values > jsonBounds.values) return false;
  }
  return true;
}
