import { describe, expect, it } from '@jest/globals';
import { NOTICE_KINDS, VALUES_OF } from './announcement.js';
import { digestMail, immediateMail, type Told } from './mail.js';
import { oneLine, parseText, parseTexts, render } from './texts.js';

const GOOD = 'group: Nhóm\nsubject: Nhiệm vụ {{task}}\n\nTên: {{taskTitle}}\nHết.\n';
const KNOWN = ['task', 'taskTitle'];

const FILES = Object.fromEntries([
  ...NOTICE_KINDS.map((kind) => [
    `${kind}.txt`,
    `group: Nhóm ${kind}\nsubject: ${kind} {{unitName}}\n\nThân.\n`,
  ]),
  ['digest.txt', 'group: -\nsubject: {{count}} tin\n\n{{displayName}}\n{{items}}\n{{link}}\n'],
  ['immediate.txt', 'group: -\nsubject: {{subject}}\n\n{{displayName}}: {{body}}\n{{link}}\n'],
]);

describe('A file of texts', () => {
  it('holds a group, a subject and, after an empty line, the text', () => {
    expect(parseText('a.txt', GOOD, KNOWN)).toStrictEqual({
      text: { group: 'Nhóm', subject: 'Nhiệm vụ {{task}}', body: 'Tên: {{taskTitle}}\nHết.' },
      flaws: [],
    });
  });

  it('may have the line ends of Windows', () => {
    expect(parseText('a.txt', GOOD.replaceAll('\n', '\r\n'), KNOWN).flaws).toStrictEqual([]);
  });

  it.each([
    [
      'a value that there is none of, with its line',
      GOOD.replace('{{taskTitle}}', '{{tasktitle}}'),
      'a.txt:4',
    ],
    ['one in the subject', GOOD.replace('{{task}}', '{{secret}}'), 'a.txt:2'],
    ['a name with spaces', GOOD.replace('{{taskTitle}}', '{{ taskTitle }}'), 'a.txt:4'],
    ['braces that are not closed', GOOD.replace('{{taskTitle}}', '{{taskTitle}'), 'a.txt:4'],
    ['a missing subject', 'group: Nhóm\n\nTên\n', 'a.txt:1'],
    ['a head line that is none', GOOD.replace('group:', 'nhóm:'), 'a.txt:1'],
    ['a subject given twice', GOOD.replace('group: Nhóm', 'subject: Khác'), 'a.txt:2'],
    ['a missing text', 'group: Nhóm\nsubject: Chủ đề\n', 'a.txt:3'],
  ])('is refused for %s', (_what, content, at) => {
    expect(parseText('a.txt', content, KNOWN).flaws.map((flaw) => flaw.at)).toContain(at);
  });

  it('is missing, or too many: both are told by name', () => {
    const { 'due-soon.txt': _, ...missing } = FILES;
    expect(parseTexts(missing).flaws.map(({ at }) => at)).toStrictEqual(['due-soon.txt']);
    expect(parseTexts({ ...FILES, 'misspelt.txt': GOOD }).flaws.map(({ at }) => at)).toStrictEqual([
      'misspelt.txt',
    ]);
  });
});

describe('Rendering', () => {
  it('lets no value begin a new line, of a header or of the text', () => {
    const text = { group: 'g', subject: 'Nhiệm vụ {{task}}', body: '{{task}}.' };
    const { subject, body } = render(text, { task: 'một\r\nBcc: ai@do.vn\u2028\u0000x' });
    expect(subject).toBe('Nhiệm vụ một Bcc: ai@do.vn x');
    expect(body).toBe('một Bcc: ai@do.vn x.');
    expect(oneLine(' a\t\n b ')).toBe('a b');
  });
});

describe('A mail', () => {
  const { texts } = parseTexts(FILES);
  const reader = { displayName: 'Chuyên viên', publicUrl: 'https://nq57.example.vn' };
  const told = (kind: Told['kind'], unitName: string, simulated = false): Told => ({
    kind,
    values: Object.fromEntries(VALUES_OF[kind].map((name) => [name, name === 'unitName' ? unitName : name])),
    link: `/x/${unitName}`,
    simulated,
  });

  it('of the day groups what it tells of, what presses first', () => {
    const mail = digestMail(
      texts,
      [told('task-assigned', 'A'), told('explanation-requested', 'B'), told('task-assigned', 'C')],
      reader,
      '06/04/2026',
    );
    expect(mail.subject).toBe('3 tin');
    const places = [
      'NHÓM EXPLANATION-REQUESTED (1)',
      'B\n',
      'NHÓM TASK-ASSIGNED (2)',
      'task-assigned A',
      'task-assigned C',
    ].map((text) => mail.body.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
    expect(mail.body).toContain('https://nq57.example.vn/x/A');
  });

  it('of the day spells out fifty of a group and counts the rest', () => {
    const many = Array.from({ length: 53 }, (_, index) => told('due-soon', `đơn vị ${index}.`));
    const { body } = digestMail(texts, many, reader, '06/04/2026');
    expect(body).toContain('(53)');
    expect(body).toContain('đơn vị 49.');
    expect(body).not.toContain('đơn vị 50.');
    expect(body).toContain('… và 3 thông báo khác');
  });

  it('says on top where it speaks of simulated data', () => {
    expect(immediateMail(texts, told('due-soon', 'A', true), reader).subject).toBe(
      '[DỮ LIỆU MÔ PHỎNG] due-soon A',
    );
    const mixed = [told('due-soon', 'A'), told('due-soon', 'B', true)];
    expect(digestMail(texts, mixed, reader, '06/04/2026').subject).toBe('[DỮ LIỆU MÔ PHỎNG] 2 tin');
  });

  it('has a subject of bearable length on one line', () => {
    const { subject } = immediateMail(texts, told('due-soon', `A\n${'dài '.repeat(100)}`), reader);
    expect([...subject].length).toBeLessThanOrEqual(180);
    expect(subject).not.toMatch(/[\r\n]/);
  });
});
