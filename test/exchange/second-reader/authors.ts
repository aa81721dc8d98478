import { hex, object, orNull, text } from './shapes.ts';

export const stateId = hex(16);
export const fingerprint = hex(16);
export const hash = hex(32);
export const line = text(1000);

/** Who did something: nobody that is known, or a name with a fingerprint where there is one. */
export const author = orNull(object({ fingerprint: orNull(fingerprint), name: line }));
