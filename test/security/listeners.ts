import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A listener on this machine that counts whatever arrives, over TCP and UDP. */
export interface Listener {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** How many connections and datagrams have arrived so far. */
  readonly arrived: () => { readonly tcp: number; readonly udp: number };
  readonly close: () => void;
}

/** Listens on free ports of the loopback interface. */
export async function listen(): Promise<Listener> {
  const count = { tcp: 0, udp: 0 };
  const server = createServer((connection) => {
    count.tcp += 1;
    connection.on('error', () => undefined);
    connection.end(
      'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
  }).listen(0, '127.0.0.1');
  const socket = createSocket('udp4', () => {
    count.udp += 1;
  }).bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(socket, 'listening')]);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    tcpPort: address.port,
    udpPort: socket.address().port,
    arrived: () => ({ ...count }),
    close: () => {
      server.close();
      socket.close();
    },
  };
}
