import { hasStrayBraces, placeholdersIn, withValues } from '#kernel';
import { NOTICE_KINDS, type NoticeKind, VALUES_OF } from './announcement.js';

/** How one kind of thing is told. */
export interface NoticeText {
  /** Heading of its group in a digest. */
  readonly group: string;
  /** One line. */
  readonly subject: string;
  readonly body: string;
}

/** The texts of all that is sent. */
export interface Texts {
  readonly kinds: Readonly<Record<NoticeKind, NoticeText>>;
  /** A day's mail. */
  readonly digest: NoticeText;
  /** The mail that goes out at once. */
  readonly immediate: NoticeText;
}

/** Something wrong with a file of texts. */
export interface TextFlaw {
  /** `file:line`. */
  readonly at: string;
  readonly detail: string;
}

export const DIGEST_VALUES = ['displayName', 'count', 'date', 'items', 'link'] as const;
export const IMMEDIATE_VALUES = ['displayName', 'subject', 'body', 'link'] as const;

const FIELDS = ['group', 'subject'] as const;

/**
 * Reads one file: lines `group:` and `subject:`, an empty line, the text. `{{name}}` stands for a value.
 * @param known names that may stand in it
 */
export function parseText(
  file: string,
  content: string,
  known: readonly string[],
): { readonly text: NoticeText; readonly flaws: readonly TextFlaw[] } {
  const lines = content.normalize('NFC').replaceAll('\r\n', '\n').split('\n');
  const flaws: TextFlaw[] = [];
  const flaw = (line: number, detail: string) => flaws.push({ at: `${file}:${line + 1}`, detail });
  const empty = lines.findIndex((line) => line.trim() === '');
  const headEnd = empty < 0 ? lines.length : empty;
  const head: Record<string, string> = {};
  for (const [index, line] of lines.slice(0, headEnd).entries()) {
    const [, name, value] = /^([a-z]+):\s*(.+)$/.exec(line.trim()) ?? [];
    if (!name || !value || !(FIELDS as readonly string[]).includes(name)) {
      flaw(index, `phải là “group: …” hoặc “subject: …”: ${line.trim()}`);
    } else if (head[name] !== undefined) flaw(index, `“${name}” có hai lần`);
    else head[name] = value;
  }
  for (const name of FIELDS) if (head[name] === undefined) flaw(0, `thiếu dòng “${name}: …”`);
  const body = lines.slice(headEnd).join('\n').trim();
  if (body === '') flaw(headEnd, 'thiếu nội dung sau dòng trống');
  for (const [index, line] of lines.entries()) {
    for (const name of placeholdersIn(line)) {
      if (!known.includes(name)) flaw(index, `không có giá trị {{${name}}}; có: ${known.join(', ')}`);
    }
    if (hasStrayBraces(line)) flaw(index, 'dấu {{ và }} không khớp');
  }
  return { text: { group: head.group ?? '', subject: head.subject ?? '', body }, flaws };
}

const fileOf = (name: string) => `${name}.txt`;

/**
 * Reads all texts.
 * @param files content by name of file; a file that belongs to no kind is a flaw, as is a missing one
 */
export function parseTexts(files: Readonly<Record<string, string>>): {
  readonly texts: Texts;
  readonly flaws: readonly TextFlaw[];
} {
  const flaws: TextFlaw[] = [];
  const wanted: Readonly<Record<string, readonly string[]>> = {
    ...VALUES_OF,
    digest: DIGEST_VALUES,
    immediate: IMMEDIATE_VALUES,
  };
  const read = (name: string): NoticeText => {
    const content = files[fileOf(name)];
    if (content === undefined) {
      flaws.push({ at: fileOf(name), detail: 'thiếu tệp này' });
      return { group: '', subject: '', body: '' };
    }
    const { text, flaws: own } = parseText(fileOf(name), content, wanted[name] ?? []);
    flaws.push(...own);
    return text;
  };
  const kinds = Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, read(kind)])) as Texts['kinds'];
  const [digest, immediate] = [read('digest'), read('immediate')];
  for (const file of Object.keys(files).sort()) {
    if (!Object.keys(wanted).some((name) => fileOf(name) === file)) {
      flaws.push({ at: file, detail: 'không có loại thông báo nào mang tên này' });
    }
  }
  return { texts: { kinds, digest, immediate }, flaws };
}

/** Line breaks and controls as single spaces: a value can't begin a new line of a header. */
export function oneLine(value: string): string {
  return value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** A text about one thing; every value is put on one line. */
export function render(
  text: NoticeText,
  values: Readonly<Record<string, string>>,
): { readonly subject: string; readonly body: string } {
  const flat = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, oneLine(value)]));
  return { subject: oneLine(withValues(text.subject, flat)), body: withValues(text.body, flat) };
}
