/** What has an attack, by protocol: every other question of the library is proved or listed below. */
export const broken: Readonly<Record<string, readonly string[]>> = {
  // Burrows, Abadi and Needham 1989.
  'andrew-secure-rpc': ['injective-agreement on KNEW B to A', 'key-uniqueness on KNEW A'],
  // Nobody is authenticated.
  'diffie-hellman': ['entity-agreement on KAB B to A', 'secrecy on D A', 'secrecy on D B'],
  // What was recorded can be opened later.
  'key-transport': ['forward-secrecy on KS A', 'forward-secrecy on KS B'],
  // A recorded instruction is obeyed again.
  'metering-command-unchecked': ['injective-agreement on COMMAND HES to MET'],
  // The head-end system only passes the image on; it is the meter that it is meant for.
  'metering-firmware': ['agreement on IMAGE MAK to HES', 'injective-agreement on IMAGE MAK to HES'],
  // An image for one is taken by another.
  'metering-firmware-unaddressed': [
    'agreement on IMAGE MAK to HES',
    'agreement on IMAGE MAK to MET',
    'entity-agreement on IMAGE MAK to MET',
    'injective-agreement on IMAGE MAK to HES',
    'injective-agreement on IMAGE MAK to MET',
  ],
  // With both ciphers broken, everything can be read.
  'metering-forwarded-reading': ['broken: secrecy on READING HES', 'broken: secrecy on READING MET'],
  // Whoever listens has the network key.
  'metering-joining-key-known': [
    'revealed: secrecy on NET CON',
    'revealed: secrecy on NET MET',
    'revealed: secrecy on READING CON',
    'revealed: secrecy on READING MET',
  ],
  // An old transfer makes the meter go back to an old key.
  'metering-key-renewal-replayable': [
    'injective-agreement on TK HES to MET',
    'key-uniqueness on TK MET',
    'worn: injective-agreement on TK HES to MET',
    'worn: key-uniqueness on TK MET',
    'worn: secrecy on TK HES',
    'worn: secrecy on TK MET',
  ],
  // What one side says is given back to it, or to the other out of order.
  'metering-one-key-both-ways': [
    'agreement on COMMAND HES to MET',
    'agreement on RESULT MET to HES',
    'injective-agreement on COMMAND HES to MET',
    'injective-agreement on RESULT MET to HES',
  ],
  // Lowe 1995.
  'needham-schroeder-public-key': [
    'injective-entity-agreement on NA, NB A to B',
    'secrecy on NA B',
    'secrecy on NB B',
  ],
  // Denning and Sacco 1981.
  'needham-schroeder-symmetric': ['key-uniqueness on KAB B'],
  // Type flaw: the first message is given back as the last.
  'otway-rees': [
    'flawed: key-freshness on KAB B',
    'flawed: key-uniqueness on KAB B',
    'flawed: secrecy on KAB A',
    'flawed: secrecy on KAB B',
  ],
  // Guessed offline.
  'password-login': ['secrecy on PASSWORD MET', 'secrecy on PASSWORD TER'],
  // With the responder's signature key the adversary answers in its name, to two runs with each other's halves.
  'signed-diffie-hellman': [
    'lost: injective-entity-agreement on KAB B to A',
    'lost: key-uniqueness on KAB A',
    'lost: secrecy on KAB A',
  ],
  // Anderson and Needham 1995.
  'woo-lam': ['entity-agreement on NB A to B'],
};

/** What is neither proved nor attacked so far, but searched through with two runs of each role or more. */
export const within: Readonly<Record<string, readonly string[]>> = {
  // True, but what is agreed on has no place where the run that made it could be read off.
  'signed-diffie-hellman': [
    'injective-entity-agreement on KAB A to B',
    'injective-entity-agreement on KAB B to A',
    'key-uniqueness on KAB A',
    'key-uniqueness on KAB B',
    'lost: injective-entity-agreement on KAB A to B',
    'lost: key-uniqueness on KAB B',
  ],
  // True, but the proof would have to follow one counter through to another.
  'wide-mouthed-frog': ['injective-agreement on KAB A to B', 'injective-entity-agreement on KAB A to B'],
};

/** What is open. */
export const unproved: Readonly<Record<string, readonly string[]>> = {
  // Without types there is much to be searched through.
  'otway-rees': ['flawed: key-uniqueness on KAB A'],
};
