import { expect, test } from 'vitest';
import { fingerprintGroups } from '#renderer/shared/keyring/fingerprint-groups.ts';

test('a fingerprint is read aloud in groups, as it is written or by four', () => {
  expect(fingerprintGroups('4f1c09aa7be2d35516c08e4417af90d2')).toEqual([
    '4f1c',
    '09aa',
    '7be2',
    'd355',
    '16c0',
    '8e44',
    '17af',
    '90d2',
  ]);
  expect(fingerprintGroups('12345 67890-11')).toEqual(['12345', '67890', '11']);
  expect(fingerprintGroups('')).toEqual([]);
});
