import { createStore } from './store.js';

/** Whether the server answers. `since`: when it stopped, in milliseconds of this machine. */
export type Connection = { readonly state: 'up' } | { readonly state: 'lost'; readonly since: number };

export const connection = createStore<Connection>({ state: 'up' });

export function connectionLost(): void {
  connection.set((before) => (before.state === 'lost' ? before : { state: 'lost', since: Date.now() }));
}

export function connectionBack(): void {
  connection.set((before) => (before.state === 'up' ? before : { state: 'up' }));
}
