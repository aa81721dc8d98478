import { createHash } from 'node:crypto';
import { createTarDecoder, createTarPacker, type ParsedTarEntry } from 'modern-tar';
import { failure, success, type Result } from '#core/result.ts';
import { collected, DamagedError } from '#exchange/age/encryption.ts';
import type { ExchangeFailure } from '#exchange/failure.ts';
import type { Member } from './members.ts';

const block = 512;

/** How long the archive of members of these sizes is: a header and whole blocks for each, and two blocks at the end. */
export function archiveLength(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + block + Math.ceil(size / block) * block, 2 * block);
}

/**
 * The archive of members, in their order: POSIX ustar, and the same bytes for the same members. It is written no faster than
 * the stream is read; `written` rejects where the stream is cancelled.
 */
export function packed(members: readonly Member[]): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly written: Promise<void>;
} {
  const { readable, controller } = createTarPacker();
  const write = async (): Promise<void> => {
    for (const { name, bytes } of members) {
      const header = { name, size: bytes.length, type: 'file', mode: 0o644, mtime: new Date(0) } as const;
      const body = controller.add({ ...header, uid: 0, gid: 0, uname: '', gname: '' }).getWriter();
      if (bytes.length > 0) await body.write(bytes);
      await body.close();
    }
    controller.finalize();
  };
  return { stream: readable, written: write() };
}

/** The SHA-256 of the archive of members, lower-case hexadecimal. */
export async function archiveHash(members: readonly Member[]): Promise<string> {
  const hash = createHash('sha256');
  const { stream, written } = packed(members);
  const read = async (): Promise<void> => {
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      hash.update(value);
    }
  };
  await Promise.all([written, read()]);
  return hash.digest('hex');
}

/** The beginning of a member: its name, how many bytes follow. */
export interface MemberHeader {
  readonly name: string;
  readonly size: number;
}

/** Reads an archive member by member while it is decrypted; what was not asked for is never held. */
export class ArchiveReader {
  readonly #hash = createHash('sha256');
  readonly #entries: ReadableStreamDefaultReader<ParsedTarEntry>;
  #entry: ParsedTarEntry | null = null;

  constructor(plain: ReadableStream<Uint8Array>) {
    this.#entries = this.#hashed(plain)
      .pipeThrough(createTarDecoder({ strict: true }))
      .getReader();
  }

  /** The next member, or null after the last one. What is no regular file is `sealed-members-refused`. */
  async next(): Promise<Result<MemberHeader | null, ExchangeFailure>> {
    try {
      const { done, value } = await this.#entries.read();
      if (done) return success(null);
      this.#entry = value;
      const { type, name, size } = value.header;
      return type === 'file' ? success({ name, size }) : failure({ code: 'sealed-members-refused' });
    } catch (error) {
      return failure(failureOf(error));
    }
  }

  /** The bytes of the member that was read last. */
  async body(): Promise<Result<Uint8Array, ExchangeFailure>> {
    try {
      if (this.#entry === null) throw new Error('no member was read');
      return success(await collected(this.#entry.body, this.#entry.header.size));
    } catch (error) {
      return failure(failureOf(error));
    }
  }

  /** The SHA-256 of all that was read; after the last member, of the archive. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /** Lets go of the archive, however far it was read. */
  async release(): Promise<void> {
    await this.#entries.cancel().catch(() => undefined);
  }

  #hashed(plain: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    return plain.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          this.#hash.update(chunk);
          controller.enqueue(chunk);
        },
      }),
    );
  }
}

function failureOf(error: unknown): ExchangeFailure {
  return { code: error instanceof DamagedError ? 'sealed-damaged' : 'sealed-members-refused' };
}
