import { CloudEvent } from 'cloudevents';
import type { Announcement } from '../domain/announcement.js';

/** Who sends: the source of every event. */
export const SOURCE = 'urn:nq57-monitor';
const TYPE_PREFIX = 'vn.nq57.';

/**
 * An announcement as a CloudEvent 1.0, structured JSON. The id is the announcement's: a repeat carries it again.
 * @param text how people are told
 */
export function cloudEventOf(
  announcement: Announcement,
  text: { readonly subject: string; readonly body: string },
): string {
  const { id, kind, unit, at, simulated, link, data, cause } = announcement;
  return JSON.stringify(
    new CloudEvent({
      id,
      source: SOURCE,
      type: `${TYPE_PREFIX}${kind}`,
      time: at,
      subject: link,
      datacontenttype: 'application/json',
      ...(simulated ? { simulated: true } : {}),
      data: { ...data, unit, event: cause, title: text.subject, text: text.body },
    }),
  );
}
