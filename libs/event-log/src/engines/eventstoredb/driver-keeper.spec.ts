import { describe, expect, it } from '@jest/globals';
import { type Driver, DriverError } from './driver.js';
import { DriverKeeper, sharedKeeper } from './driver-keeper.js';

/** Opens clients that do nothing but tell that they were disposed of. */
class Clients {
  opened = 0;
  disposed = 0;

  open = (): Driver => {
    this.opened += 1;
    const unused = () => Promise.reject(new Error('not in this spec'));
    return {
      append: unused,
      readStream: unused,
      readAll: unused,
      subscribe: () => ({ end: () => {} }),
      dispose: async () => {
        this.disposed += 1;
      },
    };
  };
}

async function timeOut(keeper: DriverKeeper, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const call = keeper.use(() => Promise.reject(new DriverError('timed-out', 'scripted')));
    await expect(call).rejects.toBeInstanceOf(DriverError);
  }
}

describe('The keeper of a client', () => {
  it('is one for all logs on a connection string, and disposes of the client when the last has left', async () => {
    const clients = new Clients();
    const [one, other] = [() => {}, () => {}];
    const keeper = sharedKeeper('esdb://one', clients.open);
    keeper.join(one);
    expect(sharedKeeper('esdb://one', clients.open)).toBe(keeper);
    keeper.join(other);
    await keeper.leave(one);
    expect(clients).toMatchObject({ opened: 1, disposed: 0 });
    expect(sharedKeeper('esdb://one', clients.open)).toBe(keeper);
    await keeper.leave(other);
    expect(clients.disposed).toBe(1);
    expect(sharedKeeper('esdb://one', clients.open)).not.toBe(keeper);
  });

  it('has a client of its own for another connection string', () => {
    const clients = new Clients();
    expect(sharedKeeper('esdb://two', clients.open)).not.toBe(sharedKeeper('esdb://three', clients.open));
    expect(clients.opened).toBe(2);
  });

  it('keeps nothing where the client could not be opened', () => {
    const refuse = () => {
      throw new Error('refused');
    };
    expect(() => sharedKeeper('esdb://four', refuse)).toThrow('refused');
    expect(() => sharedKeeper('esdb://four', refuse)).toThrow('refused');
  });

  it('tells every log when it has taken another client, and disposes of both in the end', async () => {
    const clients = new Clients();
    const keeper = new DriverKeeper(clients.open);
    const told: string[] = [];
    const logs = ['one', 'other'].map((log) => () => {
      told.push(log);
    });
    for (const log of logs) keeper.join(log);
    await timeOut(keeper, 2);
    expect(told).toEqual([]);
    await timeOut(keeper, 1);
    expect(told).toEqual(['one', 'other']);
    expect(clients).toMatchObject({ opened: 2, disposed: 0 });
    for (const log of logs) await keeper.leave(log);
    expect(clients.disposed).toBe(2);
  });

  it('counts time-outs in a row only', async () => {
    const clients = new Clients();
    const keeper = new DriverKeeper(clients.open);
    await timeOut(keeper, 2);
    await keeper.use(async () => {});
    await timeOut(keeper, 2);
    expect(clients.opened).toBe(1);
  });
});
