import { demand, Refused } from './refusal.ts';
import { membersOf } from './shapes.ts';

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

function quoted(text: string): string {
  let written = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const half = sign.length === 1 && code >= 0xd800 && code <= 0xdfff;
    if (short[sign] !== undefined) written += short[sign];
    else if (code < 0x20 || half) written += `\\u${code.toString(16).padStart(4, '0')}`;
    else written += sign;
  }
  return `"${written}"`;
}

/** The canonical form of a value, as RFC 8785 has it. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(Object.is(value, -0) ? 0 : value);
  if (Array.isArray(value)) return `[${value.map((each: unknown) => canonical(each)).join()}]`;
  const members = Object.entries(membersOf(value)).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${quoted(name)}:${canonical(each)}`).join()}}`;
}

/** UTF-8 to the letter: no byte order mark is left out, and nothing is replaced. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('utf-8');
  }
}

function boundWork(text: string): void {
  let values = 1;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[,[\]{}]/gsu)) {
    if (token === ',' || token === '[' || token === '{') values += 1;
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    demand(depth <= 64 && values <= 1_000_000, 'too large');
  }
}

/** @throws {Refused} where the bytes are not the canonical form of what they say. */
export function parseCanonical(bytes: Uint8Array): unknown {
  const text = utf8(bytes);
  boundWork(text);
  const value = parseJson(text);
  demand(canonical(value) === text, 'canonical');
  return value;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused('json');
  }
}
