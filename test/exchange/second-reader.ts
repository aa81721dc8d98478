// A second reader of what analysts exchange: it goes by resources/docs/format-*.md and imports nothing of Segl. What it takes
// is whole; how wrong things are told apart is not its business, so that it throws one error for all of them.
import {
  argon2Sync,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
} from 'node:crypto';

function need(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`the page does not allow this: ${what}`);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

// format-container.md

interface Slot {
  readonly kind: string;
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: string;
  readonly nonce: string;
  readonly wrapped: string;
  readonly tag: string;
}

interface Header {
  readonly vault: string;
  readonly generation: string;
  readonly previous: string;
  readonly sequence: number;
  readonly slots: readonly Slot[];
  readonly bodyLength: number;
  readonly bodyHash: string;
  readonly mac: string;
}

/** The body of a container, and its data key. */
function openContainer(
  file: Buffer,
  passphrase: string,
): { readonly body: Buffer; readonly dataKey: Buffer } {
  need(file.toString('latin1', 0, 4) === 'SEGL' && file.readUInt16BE(4) === 1, 'magic and format');
  const length = file.readUInt32BE(6);
  need(length <= 65_536 && file.length >= 42 + length, 'length of the header');
  need(sha256(file.subarray(0, 10 + length)) === file.toString('hex', 10 + length, 42 + length), 'checksum');
  const header = JSON.parse(file.toString('utf8', 10, 10 + length)) as Header;
  const body = file.subarray(42 + length);
  need(body.length === header.bodyLength && sha256(body) === header.bodyHash, 'body');
  const [slot] = header.slots;
  need(slot !== undefined && header.slots.length === 1, 'one slot');
  const { kind, memory, passes, lanes, salt, nonce, wrapped, tag } = slot;
  need(memory >= 65_536 && memory <= 1_048_576 && passes >= 2 && passes <= 16 && lanes <= 8, 'cost');
  const key = argon2Sync('argon2id', {
    message: Buffer.from(passphrase.normalize('NFC'), 'utf8'),
    nonce: Buffer.from(salt, 'hex'),
    parallelism: lanes,
    memory,
    passes,
    tagLength: 32,
  });
  const context = JSON.stringify(['segl slot v1', 'passphrase', memory, passes, lanes, salt]);
  const dataKey = unsealed(key, nonce, Buffer.from(wrapped, 'hex'), tag, Buffer.from(context, 'utf8'));
  const { vault, generation, previous, sequence, bodyLength, bodyHash } = header;
  const parts = [[kind, memory, passes, lanes, salt, nonce, wrapped, tag]];
  const authenticated = JSON.stringify([
    1,
    vault,
    generation,
    previous,
    sequence,
    parts,
    bodyLength,
    bodyHash,
  ]);
  const macKey = Buffer.from(hkdfSync('sha256', dataKey, vault, 'segl envelope v1 header', 32));
  need(createHmac('sha256', macKey).update(authenticated).digest('hex') === header.mac, 'mac');
  return { body, dataKey };
}

function unsealed(key: Buffer, nonce: string, bytes: Buffer, tag: string, context: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'hex'));
  decipher.setAAD(context).setAuthTag(Buffer.from(tag, 'hex'));
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

// format-keyring.md

/** The content of a keyring. */
export function openKeyringFile(file: Buffer, passphrase: string): unknown {
  const { body, dataKey } = openContainer(file, passphrase);
  need(
    body.toString('latin1', 0, 8) === 'SEGLKEYS' && body.readUInt16BE(8) === 1,
    'magic and format of a keyring',
  );
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'segl keyring v1 content', 32));
  const [nonce, tag] = [body.toString('hex', 10, 22), body.toString('hex', body.length - 16)];
  return canonical(unsealed(key, nonce, body.subarray(22, -16), tag, body.subarray(0, 10)));
}

// format-sealed-file.md, canonical JSON

function canonical(bytes: Buffer): unknown {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  need(Buffer.from(written(value), 'utf8').equals(bytes), 'canonical JSON');
  return value;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).toSorted();
  const members = value as Readonly<Record<string, unknown>>;
  return `{${names.map((name) => `${JSON.stringify(name)}:${written(members[name])}`).join(',')}}`;
}

// format-card.md

/** What is on a card. */
export interface ReadCard {
  readonly name: string;
  readonly fingerprint: string;
  readonly signingKey: Buffer;
}

/** Reads a card. */
export function readCard(bytes: Buffer): ReadCard {
  const lines = bytes.toString('utf8').split('\n');
  need(
    lines.length === 11 && lines[0] === 'Segl card 1' && lines[1] === '' && lines[10] === '',
    'lines of a card',
  );
  const labels = [
    'name',
    'organisation',
    'made on',
    'signing key',
    'age key',
    'hybrid key',
    'fingerprint',
    'signature',
  ];
  const values = labels.map((label, index) => {
    const line = lines[index + 2] ?? '';
    need(line.startsWith(`${label}: `), label);
    return line.slice(label.length + 2);
  });
  const [name = '', , , signingKey = '', , , groups = '', signature = ''] = values;
  const publicPart = Buffer.from(`${lines.slice(0, 8).join('\n')}\n`, 'utf8');
  const fingerprint = sha256(publicPart).slice(0, 32);
  need(groups.replaceAll(' ', '') === fingerprint, 'fingerprint');
  const key = Buffer.from(signingKey, 'hex');
  need(isSignedBy(key, 'segl card v1', publicPart, Buffer.from(signature, 'hex')), 'signature of a card');
  return { name, fingerprint, signingKey: key };
}

function isSignedBy(key: Buffer, purpose: string, bytes: Buffer, signature: Buffer): boolean {
  const encoded = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  const message = Buffer.concat([Buffer.from(`${purpose}\0`, 'ascii'), Buffer.from(sha256(bytes), 'hex')]);
  return verify(null, message, createPublicKey({ key: encoded, format: 'der', type: 'spki' }), signature);
}

// age v1 (https://age-encryption.org/v1), for X25519

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

function secretOf(written32: string): Buffer {
  const signs = written32.toLowerCase().slice(written32.lastIndexOf('1') + 1, -6);
  let [held, bits] = [0, 0];
  const bytes: number[] = [];
  for (const sign of signs) {
    held = ((held << 5) | bech32.indexOf(sign)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return Buffer.from(bytes);
}

const x25519Key = (secret: Buffer): ReturnType<typeof createPrivateKey> =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  });

const x25519Public = (bytes: Buffer): ReturnType<typeof createPublicKey> =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes]),
    format: 'der',
    type: 'spki',
  });

function chacha(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

const hkdf = (secret: Buffer, salt: Buffer, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, 32));

/** What is in an age file for one X25519 recipient. */
function openAge(file: Buffer, identity: string): Buffer {
  const end = file.indexOf('\n--- ') + 1;
  const [version, stanza = '', body = ''] = file.toString('latin1', 0, end).split('\n');
  const [arrow, kind, share = ''] = stanza.split(' ');
  need(version === 'age-encryption.org/v1' && arrow === '->' && kind === 'X25519', 'header of age');
  const own = x25519Key(secretOf(identity));
  const theirs = Buffer.from(share, 'base64');
  const secret = diffieHellman({ privateKey: own, publicKey: x25519Public(theirs) });
  const ownPublic = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-32);
  const wrapping = hkdf(secret, Buffer.concat([theirs, ownPublic]), 'age-encryption.org/v1/X25519');
  const fileKey = chacha(wrapping, Buffer.alloc(12), Buffer.from(body, 'base64'));
  const macEnd = file.indexOf('\n', end);
  const mac = createHmac('sha256', hkdf(fileKey, Buffer.alloc(0), 'header'))
    .update(file.subarray(0, end + 3))
    .digest();
  need(mac.equals(Buffer.from(file.toString('latin1', end + 4, macEnd), 'base64')), 'mac of age');
  const nonce = file.subarray(macEnd + 1, macEnd + 17);
  const key = hkdf(fileKey, nonce, 'payload');
  const payload = file.subarray(macEnd + 17);
  const pieces: Buffer[] = [];
  const portion = 65_536 + 16;
  for (let start = 0; start < payload.length; start += portion) {
    const counter = Buffer.alloc(12);
    counter.writeUInt32BE(start / portion, 7);
    if (start + portion >= payload.length) counter[11] = 1;
    pieces.push(chacha(key, counter, payload.subarray(start, start + portion)));
  }
  return Buffer.concat(pieces);
}

// format-sealed-file.md

function membersIn(archive: Buffer): ReadonlyMap<string, Buffer> {
  const members = new Map<string, Buffer>();
  let place = 0;
  while (archive[place] !== 0) {
    const header = archive.subarray(place, place + 512);
    const name = header.toString('latin1', 0, header.indexOf(0));
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    need(header.equals(headerOf(name, size)), `header of ${name}`);
    members.set(name, archive.subarray(place + 512, place + 512 + size));
    const next = place + 512 + Math.ceil(size / 512) * 512;
    need(
      archive.subarray(place + 512 + size, next).every((byte) => byte === 0),
      'padding',
    );
    place = next;
  }
  need(archive.length === place + 1_024 && archive.subarray(place).every((byte) => byte === 0), 'end');
  return members;
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  const fields: readonly (readonly [offset: number, text: string])[] = [
    [0, name],
    [100, '0000644'],
    [108, '0000000'],
    [116, '0000000'],
    [124, size.toString(8).padStart(11, '0')],
    [136, '00000000000'],
    [148, '        '],
    [156, '0'],
    [257, 'ustar\x0000'],
  ];
  for (const [offset, text] of fields) header.write(text, offset, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What is in a sealed file, as its pages say. */
export interface ReadSealedFile {
  readonly signer: ReadCard;
  readonly manifest: {
    readonly format: number;
    readonly head: string;
    readonly purpose: string;
    readonly sequence: number;
    readonly signer: string;
    readonly recipients: readonly string[];
    readonly members: readonly { readonly name: string; readonly sha256: string; readonly size: number }[];
  };
  readonly members: ReadonlyMap<string, Buffer>;
  /** Of each state whose content came along, its text. */
  readonly texts: ReadonlyMap<string, string>;
}

interface History {
  readonly states: readonly {
    readonly id: string;
    readonly content: { readonly text: string; readonly dossier: string } | null;
  }[];
}

/** Reads a sealed file for one X25519 identity. */
export function readSealedFile(file: Buffer, identity: string): ReadSealedFile {
  const members = membersIn(openAge(file, identity));
  const member = (name: string): Buffer => {
    const bytes = members.get(name);
    need(bytes !== undefined, name);
    return bytes;
  };
  const signer = readCard(member('signer.card'));
  const [manifestBytes, signature] = [member('manifest.json'), member('manifest.sig')];
  need(isSignedBy(signer.signingKey, 'segl sealed manifest v1', manifestBytes, signature), 'signature');
  const manifest = canonical(manifestBytes) as ReadSealedFile['manifest'];
  need(manifest.format === 1 && manifest.signer === signer.fingerprint, 'manifest');
  const names = ['manifest.json', 'manifest.sig', ...manifest.members.map(({ name }) => name)];
  need(JSON.stringify([...members.keys()]) === JSON.stringify(names), 'order of members');
  for (const { name, sha256: hash, size } of manifest.members) {
    need(member(name).length === size && sha256(member(name)) === hash, `hash of ${name}`);
  }
  for (const name of names) if (name.endsWith('.json')) canonical(member(name));
  const standing = ['model.segl', 'dossier.json'].map(
    (name) => [sha256(member(name)), member(name)] as const,
  );
  const contents = new Map(standing);
  const contentOf = (hash: string): Buffer => contents.get(hash) ?? member(`objects/${hash}`);
  const texts = new Map<string, string>();
  for (const { id, content } of (canonical(member('history.json')) as History).states) {
    if (content === null) continue;
    canonical(contentOf(content.dossier));
    texts.set(id, contentOf(content.text).toString('utf8'));
  }
  return { signer, manifest, members, texts };
}

// format-recovery-share.md

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function multiplied(one: number, other: number): number {
  let [product, factor] = [0, one];
  for (let bit = 0; bit < 8; bit += 1) {
    if ((other >> bit) & 1) product ^= factor;
    factor = (factor << 1) ^ (factor & 0x80 ? 0x11b : 0);
  }
  return product;
}

function divided(one: number, other: number): number {
  for (let quotient = 0; quotient < 256; quotient += 1)
    if (multiplied(quotient, other) === one) return quotient;
  throw new Error('division by zero');
}

/** The recovery key that printed shares make. */
export function recoveryKeyOf(printed: readonly string[]): Buffer {
  const shares = printed.map((text) => {
    const signs = (text.trim().split('\n\n').at(-1) ?? '').replaceAll(/\s/gu, '');
    const bits = [...signs].map((sign) => crockford.indexOf(sign).toString(2).padStart(5, '0')).join('');
    const bytes = Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
    need(bytes.length === 50 && bytes[0] === 1, 'a share of 50 bytes');
    const summed = Buffer.concat([Buffer.from('segl recovery share v1\0', 'ascii'), bytes.subarray(0, 47)]);
    need(sha256(summed).slice(0, 6) === bytes.toString('hex', 47), 'checksum of a share');
    return { place: bytes[46] ?? 0, value: bytes.subarray(14, 46), check: bytes.toString('hex', 11, 14) };
  });
  const key = Buffer.alloc(32);
  for (let byte = 0; byte < 32; byte += 1) {
    for (const { place, value } of shares) {
      const others = shares.filter((other) => other.place !== place);
      const basis = others.reduce(
        (product, other) => multiplied(product, divided(other.place, other.place ^ place)),
        1,
      );
      key[byte] = (key[byte] ?? 0) ^ multiplied(value[byte] ?? 0, basis);
    }
  }
  const checked = Buffer.concat([Buffer.from('segl recovery key v1\0', 'ascii'), key]);
  need(sha256(checked).slice(0, 6) === shares[0]?.check, 'check value');
  return key;
}
