import { inflateSync } from 'node:zlib';

/** An object of a PDF. A name has its `#` escapes resolved; a string is its bytes, as Latin-1. */
export type PdfObject =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly bytes: string }
  | { readonly kind: 'word'; readonly word: 'true' | 'false' | 'null' }
  | { readonly kind: 'reference'; readonly number: number }
  | { readonly kind: 'array'; readonly items: readonly PdfObject[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfObject> };

/** An indirect object; `stream` are its bytes as they stand in the file, or null. */
export interface IndirectObject {
  readonly number: number;
  readonly value: PdfObject;
  readonly stream: Buffer | null;
}

/** A PDF of which every byte was read as part of something that is here. */
export interface PdfFile {
  readonly objects: readonly IndirectObject[];
  readonly trailer: ReadonlyMap<string, PdfObject>;
}

/**
 * Reads a file of the one form that Segl writes: a header, objects one after another, one table of references, a
 * trailer. Throws at the first byte that belongs to none of them: a comment, an update at the end, something between
 * two objects.
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  return new Reader(Buffer.from(bytes)).file();
}

/** The bytes of a stream, decoded. Throws where it is not Flate, or has something behind its end. */
export function decoded({ value, stream }: IndirectObject): Buffer {
  if (stream === null || value.kind !== 'dictionary') throw new Error('no stream');
  const filter = value.entries.get('Filter');
  if (filter === undefined) return stream;
  if (filter.kind !== 'name' || filter.name !== 'FlateDecode') throw new Error('an unknown filter');
  const { buffer, engine } = inflateSync(stream, { info: true }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  if (engine.bytesWritten !== stream.length) throw new Error('something stands behind a stream');
  return buffer;
}

class Reader {
  readonly #bytes: Buffer;
  readonly #text: string;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#text = bytes.toString('latin1');
  }

  file(): PdfFile {
    this.#take('%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n');
    const objects: IndirectObject[] = [];
    const places = new Map<number, number>();
    while (!this.#sees('xref\n')) {
      const place = this.#at;
      const object = this.#indirect();
      if (places.has(object.number)) throw new Error('two objects of one number');
      places.set(object.number, place);
      objects.push(object);
    }
    const start = this.#at;
    this.#take(`xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n`);
    for (let number = 1; number <= objects.length; number += 1) {
      this.#take(`${String(places.get(number) ?? -1).padStart(10, '0')} 00000 n \n`);
    }
    this.#take('trailer\n');
    const trailer = this.#object();
    if (trailer.kind !== 'dictionary') throw new Error('no trailer');
    this.#take(`\nstartxref\n${String(start)}\n%%EOF\n`);
    if (this.#at !== this.#bytes.length) throw new Error('something stands behind the end');
    return { objects, trailer: trailer.entries };
  }

  #indirect(): IndirectObject {
    const number = Number(this.#match(/\d+/y));
    this.#take(' 0 obj\n');
    const value = this.#object();
    this.#take('\n');
    let stream: Buffer | null = null;
    if (this.#sees('stream\n')) {
      this.#take('stream\n');
      const length = value.kind === 'dictionary' ? value.entries.get('Length') : undefined;
      if (length?.kind !== 'number') throw new Error('a stream without a length');
      stream = this.#bytes.subarray(this.#at, this.#at + Number(length.text));
      this.#at += stream.length;
      this.#take('\nendstream\n');
    }
    this.#take('endobj\n');
    return { number, value, stream };
  }

  #object(): PdfObject {
    this.#match(/[ \n]?/y);
    if (this.#sees('<<')) return this.#dictionary();
    if (this.#sees('[')) return this.#array();
    if (this.#sees('/')) return { kind: 'name', name: this.#name() };
    if (this.#sees('(')) return { kind: 'string', bytes: this.#literal() };
    if (this.#sees('<')) {
      const digits = this.#match(/<[0-9a-fA-F]*>/y).slice(1, -1);
      return { kind: 'string', bytes: Buffer.from(digits, 'hex').toString('latin1') };
    }
    const reference = this.#maybe(/(\d+) 0 R\b/y);
    if (reference !== null) return { kind: 'reference', number: Number.parseInt(reference, 10) };
    const word = this.#maybe(/(?:true|false|null)\b/y);
    if (word === 'true' || word === 'false' || word === 'null') return { kind: 'word', word };
    return { kind: 'number', text: this.#match(/[+-]?\d+(?:\.\d+)?/y) };
  }

  #dictionary(): PdfObject {
    this.#take('<<\n');
    const entries = new Map<string, PdfObject>();
    this.#match(/ */y);
    while (!this.#sees('>>')) {
      const name = this.#name();
      if (entries.has(name)) throw new Error('a key twice');
      entries.set(name, this.#object());
      this.#match(/\n */y);
    }
    this.#take('>>');
    return { kind: 'dictionary', entries };
  }

  #array(): PdfObject {
    this.#take('[');
    const items: PdfObject[] = [];
    this.#match(/[ \n]*/y);
    while (!this.#sees(']')) {
      items.push(this.#object());
      this.#match(/[ \n]*/y);
    }
    this.#take(']');
    return { kind: 'array', items };
  }

  #name(): string {
    const written = this.#match(/\/[^\s()<>[\]{}/%]*/y).slice(1);
    return written.replaceAll(/#([0-9a-fA-F]{2})/gu, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  }

  #literal(): string {
    const written = this.#match(/\((?:[^()\\]|\\[\s\S])*\)/y).slice(1, -1);
    return written.replaceAll(/\\([\s\S])/gu, (_, escaped: string) => {
      const special: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
      return special[escaped] ?? escaped;
    });
  }

  #sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): void {
    if (!this.#sees(text)) {
      throw new Error(
        `at ${String(this.#at)}: not ${JSON.stringify(text)} but ${JSON.stringify(this.#text.slice(this.#at, this.#at + 40))}`,
      );
    }
    this.#at += text.length;
  }

  #maybe(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#at += found[0].length;
    return found[0];
  }

  #match(pattern: RegExp): string {
    const found = this.#maybe(pattern);
    if (found === null)
      throw new Error(
        `at ${String(this.#at)}: not ${pattern.source} but ${JSON.stringify(this.#text.slice(this.#at, this.#at + 40))}`,
      );
    return found;
  }
}
