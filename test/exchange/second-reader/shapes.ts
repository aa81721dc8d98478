import { demand } from './refusal.ts';

/** Takes a parsed value as what the pages say that it is, or refuses it. */
export type Shape<T> = (value: unknown) => T;

export function text(most: number, pattern = /^/u): Shape<string> {
  return (value) => {
    demand(typeof value === 'string' && value.length <= most && pattern.test(value), 'shape');
    return value;
  };
}

export function hex(bytes: number): Shape<string> {
  return text(2 * bytes, new RegExp(`^[0-9a-f]{${String(2 * bytes)}}$`, 'u'));
}

export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value) => {
    demand(Number.isSafeInteger(value) && typeof value === 'number', 'shape');
    demand(value >= least && value <= most, 'shape');
    return value;
  };
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value) => {
    const found = values.find((each) => each === value);
    demand(found !== undefined, 'shape');
    return found;
  };
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

export function listOf<T>(shape: Shape<T>, most: number, least = 0): Shape<readonly T[]> {
  return (value) => {
    demand(Array.isArray(value) && value.length <= most && value.length >= least, 'shape');
    return value.map((each: unknown) => shape(each));
  };
}

type Members = Readonly<Record<string, unknown>>;

/** An object of any members. */
export function membersOf(value: unknown): Members {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value), 'shape');
  return Object.fromEntries(Object.entries(value));
}

/** An object with exactly these members. */
export function object<T extends object>(shapes: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(shapes).sort();
  return (value) => {
    const members = membersOf(value);
    demand(Object.keys(members).sort().join() === names.join(), 'shape');
    const read: Partial<T> = {};
    for (const name in shapes) read[name] = shapes[name](members[name]);
    return read as T;
  };
}

export const uuid = text(36, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
export const instant: Shape<string> = (value) => {
  const read = text(24, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u)(value);
  const time = Date.parse(read);
  demand(!Number.isNaN(time) && new Date(time).toISOString() === read, 'shape');
  return read;
};
export const day: Shape<string> = (value) => {
  const read = text(10, /^\d{4}-\d\d-\d\d$/u)(value);
  instant(`${read}T00:00:00.000Z`);
  return read;
};

/** @throws {Refused} where something is there twice. */
export function demandUnlike(values: readonly (string | number)[], why: string): void {
  demand(new Set(values).size === values.length, why);
}

export function ascends(values: readonly string[]): boolean {
  return values.every((value, at) => at === 0 || (values[at - 1] ?? '') < value);
}
