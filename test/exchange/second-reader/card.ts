import { bech32 } from './bech32.ts';
import { utf8 } from './canonical-json.ts';
import { sha256, sha256Hex } from './digests.ts';
import { demand, Refused } from './refusal.ts';
import { day } from './shapes.ts';
import { demandSignature } from './signatures.ts';

/** resources/docs/format-card.md */
export interface Card {
  readonly name: string;
  readonly organisation: string;
  readonly madeOn: string;
  readonly signingKey: string;
  readonly ageKey: string;
  readonly hybridKey: string;
  readonly fingerprint: string;
}

const form = new RegExp(
  [
    '^Segl card 1\n\nname: (?<name>[^\n]+)\norganisation: (?<organisation>[^\n]+)\n',
    'made on: (?<madeOn>\\d{4}-\\d\\d-\\d\\d)\nsigning key: (?<signingKey>[0-9a-f]{64})\n',
    'age key: (?<ageKey>age1[a-z0-9]{58})\nhybrid key: (?<hybridKey>age1pq1[a-z0-9]{1952})\n',
    'fingerprint: (?<groups>[0-9a-f]{4}(?: [0-9a-f]{4}){7})\nsignature: (?<signature>[0-9a-f]{128})\n$',
  ].join(''),
  'u',
);

function demandName(name: string): void {
  demand([...name].length <= 200 && name.normalize('NFC') === name, 'card: name');
  demand(!/^\s|\s$|\s{2}|[\p{C}\p{Zl}\p{Zp}]/u.test(name), 'card: name');
}

export function readCard(bytes: Uint8Array): Card {
  demand(bytes.length <= 8192, 'card: length');
  const text = utf8(bytes);
  const version = /^Segl card (?<version>[1-9]\d*)\n/u.exec(text)?.groups?.['version'];
  if (version !== undefined && version !== '1') throw new Refused('card: newer');
  const parts = form.exec(text)?.groups ?? {};
  const { name, organisation, madeOn, signingKey, ageKey, hybridKey, groups, signature } = parts;
  demand(name !== undefined && organisation !== undefined && madeOn !== undefined, 'card: form');
  demand(signingKey !== undefined && ageKey !== undefined && hybridKey !== undefined, 'card: form');
  demand(groups !== undefined && signature !== undefined, 'card: form');
  demandName(name);
  demandName(organisation);
  day(madeOn);
  const publicPart = text.slice(0, text.indexOf('fingerprint: ' + groups));
  const fingerprint = sha256Hex(publicPart).slice(0, 32);
  demand(fingerprint === groups.replaceAll(' ', ''), 'card: fingerprint');
  demand(bech32(ageKey, 'age').length === 32, 'card: age key');
  demand(bech32(hybridKey, 'age1pq').length === 1216, 'card: hybrid key');
  const signed = [Buffer.from('segl card v1\0'), sha256(publicPart)];
  demandSignature(signingKey, Buffer.from(signature, 'hex'), ...signed);
  return { name, organisation, madeOn, signingKey, ageKey, hybridKey, fingerprint };
}
