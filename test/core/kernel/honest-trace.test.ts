import { describe, expect, test } from 'vitest';
import { honestTrace } from '#core/kernel/honest-trace.ts';
import { replay } from '#core/kernel/execution.ts';
import { Witness } from '#core/kernel/witness.ts';
import { imported } from '../../support/models/scyther.ts';

// Both ends make the key of what they have, and each writes it in its own way.
const exchange = `
  hashfunction g, h;
  protocol exchange(I, R) {
    role I {
      fresh i, m: Nonce; var n: Nonce; var Gr: Ticket;
      send_1(I, R, I, g(i));
      recv_2(R, I, R, Gr);
      send_!3(I, R, I, {I, m}h(Gr, i));
      recv_!4(R, I, R, {R, m, n}h(Gr, i));
      claim(I, Alive);
    }
    role R {
      fresh r, n: Nonce; var m: Nonce; var Gi: Ticket;
      recv_1(I, R, I, Gi);
      send_2(R, I, R, g(r));
      recv_!3(I, R, I, {I, m}h(Gi, r));
      send_!4(R, I, R, {R, m, n}h(Gi, r));
      claim(R, Alive);
    }
  }`;

const converter = (name: string): string => `
  protocol ${name}(E) {
    role E {
      var i, r, m, n: Nonce; var I, R: Agent;
      recv_!E1(E, E, {I, m}h(g(r), i));
      send_!E2(E, E, {I, m}h(g(i), r));
      recv_!E3(E, E, {R, m, n}h(g(i), r));
      send_!E4(E, E, {R, m, n}h(g(r), i));
    }
  }`;

/** The claims that the honest trace comes to. */
function reached(text: string): readonly string[] {
  const { protocol } = imported(text);
  expect(replay(protocol, honestTrace(protocol))).not.toHaveProperty('code');
  const witness = new Witness(protocol);
  return protocol.queries.filter((query) => witness.reaches(query)).map(({ name }) => name);
}

describe('the honest trace', () => {
  test('goes through a role that stands for algebra, with what others have sent', () => {
    expect(reached(converter('@exponents') + exchange)).toEqual(['exchange.I.I1', 'exchange.R.R1']);
  });

  test('has messages as they were sent where no role stands for algebra', () => {
    expect(reached(exchange)).toEqual([]);
    expect(reached(converter('exponents') + exchange)).toEqual([]);
  });

  test('has nothing put together that its sender has not sent', () => {
    const text = `
      protocol @copy(E) { role E { var m: Nonce; recv_!E1(E, E, m); send_!E2(E, E, m); } }
      protocol waiting(A, B) {
        role A { fresh m: Nonce; send_1(A, B, m); recv_2(B, A, m); claim(A, Alive); }
        role B { var m: Nonce; recv_1(A, B, m); recv_3(A, B, A); send_2(B, A, m); claim(B, Alive); }
      }`;
    expect(reached(text)).toEqual([]);
  });

  test('ends where very many parts fit a little, and never all of them', () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
    const parts = names.map((name) => `f(${name})`).join(', ');
    const text = `
      hashfunction f;
      usertype Unheard;
      protocol @wide(E) {
        role E { var ${names.join(', ')}: Nonce; var x: Unheard; recv_!E1(E, E, ${parts}, f(x)); }
      }
      protocol wide(A, B) {
        role A { fresh ${names.join(', ')}: Nonce; send_1(A, B, ${parts}); }
        role B { var x: Ticket; recv_1(A, B, x); claim(B, Alive); }
      }`;
    expect(reached(text)).toEqual(['wide.B.B1']);
  });
});
