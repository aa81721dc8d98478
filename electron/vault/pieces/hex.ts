/** The bytes that hexadecimal digits stand for. */
export function blobOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/** Bytes as lower-case hexadecimal digits. */
export function hexOf(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('hex');
}

/** Identifiers of this many bytes that stand one after another, each in hexadecimal. */
export function splitIds(ids: Uint8Array, length: number): readonly string[] {
  return Array.from({ length: ids.length / length }, (_, index) =>
    hexOf(ids.subarray(index * length, (index + 1) * length)),
  );
}
