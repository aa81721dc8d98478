import { expect, test } from 'vitest';
import { responseHeaders } from '#main/security/headers.ts';

// The policy in words, so that each part of it is noticed when it goes, also those that others stand behind.
test('every answer has exactly this policy', () => {
  const policy = responseHeaders('text/html', 'N')['Content-Security-Policy'] ?? '';
  const directives = Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')] as const;
    }),
  );
  expect(directives).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce-N'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'none'",
    'worker-src': 'app://ui/assets/pdf-worker.js',
    'frame-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'svelte-trusted-html segl-pdf-worker',
  });
});

test('no answer is kept, sniffed, framed by another, or tells where it was asked from', () => {
  expect(responseHeaders('text/html', 'N')).toMatchObject({
    'Content-Type': 'text/html',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
  });
});
