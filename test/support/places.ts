import { join } from 'node:path';

/** The top folder of the checkout. */
export const root = join(import.meta.dirname, '..', '..');
