import { connectionBack, connectionLost } from './connection.js';
import { OfflineError } from './problem.js';

/** One request with the session's cookie. @throws {OfflineError} no answer; an aborted request throws as `fetch` does */
export async function plainFetch(request: Request): Promise<Response> {
  try {
    const response = await fetch(new Request(request, { credentials: 'same-origin', cache: 'no-store' }));
    connectionBack();
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    connectionLost();
    throw new OfflineError();
  }
}
