import { Decrypter, Encrypter } from 'age-encryption';
import { failure, success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';

/**
 * Encrypts a stream of so many bytes for age recipients. `sealed-recipient-refused` where a key of one cannot be used; the
 * stream is cancelled then.
 */
export async function encryptStream(
  plain: ReadableStream<Uint8Array>,
  length: number,
  recipients: readonly string[],
): Promise<Result<Uint8Array, ExchangeFailure>> {
  let encrypted;
  try {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    encrypted = await encrypter.encrypt(plain);
  } catch {
    // Whoever fills the stream would wait for ever for somebody to read it.
    await plain.cancel();
    return refuse('sealed-recipient-refused');
  }
  return success(await collected(encrypted, encrypted.size(length)));
}

/** The plain bytes of an age file as they come, and how many they are. The stream ends in {@link DamagedError} where it is not whole. */
export interface Plain {
  readonly length: number;
  readonly stream: ReadableStream<Uint8Array>;
}

/** Thrown by a stream of plain bytes where the encrypted ones were changed, or cut off. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

/**
 * Begins to decrypt an age file with one secret key. `sealed-not-for-you` where the key fits none of its recipients,
 * `sealed-damaged` where its header or its length is wrong.
 */
export async function decryptStream(
  bytes: Uint8Array,
  secret: string,
): Promise<Result<Plain, ExchangeFailure>> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(secret);
    const stream = await decrypter.decrypt(streamOf(bytes));
    return success({ length: stream.size(bytes.length), stream: damagesTold(stream) });
  } catch (error) {
    const unmatched = error instanceof Error && error.message.startsWith('no identity matched');
    return failure({ code: unmatched ? 'sealed-not-for-you' : 'sealed-damaged' });
  }
}

// Pieces of this many bytes: age's own are as long.
const portion = 64 * 1024;

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let start = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (start < bytes.length) controller.enqueue(bytes.subarray(start, start + portion));
      else controller.close();
      start += portion;
    },
  });
}

function damagesTold(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        controller.error(new DamagedError());
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The bytes of a stream that has exactly so many of them. Throws where it has others. */
export async function collected(stream: ReadableStream<Uint8Array>, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const reader = stream.getReader();
  let place = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.set(value, place);
    place += value.length;
  }
  if (place !== length) throw new RangeError('a stream of another length');
  return bytes;
}
