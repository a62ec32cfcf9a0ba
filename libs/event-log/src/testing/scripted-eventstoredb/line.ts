import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';

/** The two ends of one connection: towards the client, and towards the server behind the line. */
interface Wire {
  readonly front: Socket;
  readonly back: Socket;
}

/**
 * What stands between the clients and a server, as a network does. It can be cut, taken away and laid anew on the same
 * port, and it can stop carrying while every connection stays open, as that of a process that was stopped does.
 */
export class Line {
  readonly #serverPort: number;
  readonly #wires = new Set<Wire>();
  #listener: Server | undefined;
  #port = 0;
  #carries = true;
  #accepted = 0;

  /** @param serverPort where the server behind the line listens */
  constructor(serverPort: number) {
    this.#serverPort = serverPort;
  }

  /** The port for clients; the same one each time the line is opened. */
  get port(): number {
    return this.#port;
  }

  /** Connections accepted so far. */
  get accepted(): number {
    return this.#accepted;
  }

  async open(): Promise<void> {
    const listener = createServer({ allowHalfOpen: true }, (front) => this.#lay(front));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject).listen(this.#port, HOST, resolve);
    });
    this.#port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  /** Cuts every connection; who connects now is refused. */
  async close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    const closed = new Promise<void>((resolve) => (listener ? listener.close(() => resolve()) : resolve()));
    this.cut();
    await closed;
  }

  /** Cuts one connection, by the port from which the server sees it come; without one, all of them. */
  cut(peerPort?: number): void {
    for (const { front, back } of this.#wires) {
      if (peerPort !== undefined && back.localPort !== peerPort) continue;
      front.resetAndDestroy();
      back.destroy();
    }
  }

  /** Accepts, and carries nothing either way; what was sent waits. */
  hang(): void {
    this.#carries = false;
    for (const { front, back } of this.#wires) {
      front.unpipe(back);
      back.unpipe(front);
    }
  }

  /** Carries again, first of all what waits. */
  resume(): void {
    if (this.#carries) return;
    this.#carries = true;
    for (const wire of this.#wires) join(wire);
  }

  #lay(front: Socket): void {
    this.#accepted += 1;
    const back = connect(this.#serverPort, HOST);
    const wire = { front, back };
    this.#wires.add(wire);
    for (const [end, other] of [
      [front, back],
      [back, front],
    ] as const) {
      end.setNoDelay(true).on('error', () => {});
      end.on('close', () => {
        this.#wires.delete(wire);
        other.destroy();
      });
    }
    if (this.#carries) join(wire);
  }
}

function join({ front, back }: Wire): void {
  front.pipe(back);
  back.pipe(front);
}
