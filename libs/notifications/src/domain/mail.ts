import { withValues } from '#kernel';
import { NOTICE_KINDS, type NoticeKind } from './announcement.js';
import { oneLine, render, type Texts } from './texts.js';

/** A mail before it is addressed. */
export interface MailText {
  /** One line. */
  readonly subject: string;
  readonly body: string;
}

/** What a mail tells of. */
export interface Told {
  readonly kind: NoticeKind;
  readonly values: Readonly<Record<string, string>>;
  readonly link: string;
  readonly simulated: boolean;
}

export interface Reader {
  readonly displayName: string;
  /** The address of the system without a slash at its end, or null: links are paths. */
  readonly publicUrl: string | null;
}

/** What stands before everything that speaks of simulated data. */
export const SIMULATED = '[DỮ LIỆU MÔ PHỎNG]';

/** Entries of one group that a digest spells out; the others are counted. */
const MOST_OF_A_GROUP = 50;
const LONGEST_SUBJECT = 180;
const INDENT = '  ';

const marked = (text: string, simulated: boolean) => (simulated ? `${SIMULATED} ${text}` : text);
const shortened = (text: string) =>
  [...text].length > LONGEST_SUBJECT ? `${[...text].slice(0, LONGEST_SUBJECT - 1).join('')}…` : text;
const addressOf = (reader: Reader, path: string) => `${reader.publicUrl ?? ''}${path}`;

/** The path of the list in the application. */
const OWN_LIST = '/me/notifications';

function entry(texts: Texts, told: Told, reader: Reader): string {
  const { subject, body } = render(texts.kinds[told.kind], told.values);
  const lines = [...body.split('\n'), addressOf(reader, told.link)].map((line) =>
    `${INDENT}${line}`.trimEnd(),
  );
  return [`- ${marked(subject, told.simulated)}`, ...lines].join('\n');
}

/** One mail with everything since the last: grouped by kind, what presses first. @param date as people read it */
export function digestMail(texts: Texts, told: readonly Told[], reader: Reader, date: string): MailText {
  const groups = Map.groupBy(told, ({ kind }) => texts.kinds[kind].group);
  const rank = (group: string) => NOTICE_KINDS.findIndex((kind) => texts.kinds[kind].group === group);
  const items = [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([group, own]) => {
      const spelt = own.slice(0, MOST_OF_A_GROUP).map((one) => entry(texts, one, reader));
      const more = own.length - spelt.length;
      return [
        `${group.toLocaleUpperCase('vi')} (${own.length})`,
        ...spelt,
        ...(more > 0 ? [`- … và ${more} thông báo khác`] : []),
      ].join('\n');
    })
    .join('\n\n');
  const values = {
    displayName: oneLine(reader.displayName),
    count: String(told.length),
    date,
    items,
    link: addressOf(reader, OWN_LIST),
  };
  const simulated = told.some((one) => one.simulated);
  return {
    subject: shortened(marked(oneLine(withValues(texts.digest.subject, values)), simulated)),
    body: withValues(texts.digest.body, values),
  };
}

/** The mail about one thing that can't wait for the digest. */
export function immediateMail(texts: Texts, told: Told, reader: Reader): MailText {
  const { subject, body } = render(texts.kinds[told.kind], told.values);
  const values = {
    displayName: oneLine(reader.displayName),
    subject,
    body,
    link: addressOf(reader, told.link),
  };
  return {
    subject: shortened(marked(oneLine(withValues(texts.immediate.subject, values)), told.simulated)),
    body: withValues(texts.immediate.body, values),
  };
}
