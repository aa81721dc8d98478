import type { Certificate, View } from '#core/kernel/proof/certificate.ts';
import { checkCertificate } from '#core/kernel/proof/check.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { plainView, saturate } from './saturate.ts';

/** The certificate that textbook saturation makes of a small protocol. */
export function certificateOf(proved: Protocol, view: Partial<View> = {}): Certificate {
  const certificate = saturate(proved, { view: plainView(proved, view) });
  if (certificate === null) throw new Error('saturation ends');
  return certificate;
}

/** What the checker says of each query of a certificate, in a word: its verdict, what it leaves open, or why it refuses. */
export function codesOf(tried: Protocol, certificate: Certificate): Record<string, string> {
  return Object.fromEntries(
    [...checkCertificate(tried, certificate)].map(([name, judgement]) => [
      name,
      judgement.verdict === 'refused'
        ? judgement.code
        : judgement.verdict === 'partial'
          ? `open: ${judgement.open.join()}`
          : 'accepted',
    ]),
  );
}
