import { createServer } from 'node:net';
import type { Deployment } from './deployment.js';
import { say, within } from './project.js';

/** The long-term line of the server; another one by EVENTSTOREDB_IMAGE. */
const IMAGE = 'kurrentplatform/kurrentdb:26.0';
const SERVER_PORT = 2113;
const RUNTIME_PATIENCE_MS = 15_000;

export interface ServerContainer extends Deployment {
  remove(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/**
 * Starts one node in a container, on a port of this machine that stays its own when it is started again.
 * @returns null where no container runtime answers
 */
export async function startServerContainer(): Promise<ServerContainer | null> {
  const { KurrentDbContainer } = await import('@testcontainers/kurrentdb');
  const port = await freePort();
  const image = process.env.EVENTSTOREDB_IMAGE || IMAGE;
  const definition = new KurrentDbContainer(image).withExposedPorts({ container: SERVER_PORT, host: port });
  const starting = definition.start().catch((error: unknown) => error as Error);
  // Where no runtime is found this comes at once; pulling an image may take its time.
  const first = await within(starting, RUNTIME_PATIENCE_MS, null);
  if (first === null) say(`Waiting for the container of ${image}…`);
  const container = first ?? (await starting);
  if (container instanceof Error) {
    say(`No container could be started: ${container.message.split('\n')[0]}`);
    return null;
  }
  const [id, address] = [container.getId(), `${container.getHost()}:${port}`];
  return {
    url: `esdb://${address}?tls=false`,
    nodes: [
      {
        name: 'container',
        address: `http://${address}`,
        kill: `docker kill ${id}`,
        start: `docker start ${id}`,
        hang: `docker pause ${id}`,
        resume: `docker unpause ${id}`,
      },
    ],
    remove: async () => {
      await container.stop();
    },
  };
}
