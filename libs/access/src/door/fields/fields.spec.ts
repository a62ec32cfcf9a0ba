import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import { validationPipe } from '../validation.js';
import {
  Code,
  Flag,
  IsoDateField,
  ListOf,
  NumberField,
  OneOf,
  OptionalText,
  PeriodField,
  Text,
  WholeNumber,
} from './fields.js';
import { Password } from './password.js';

class DocumentDto {
  @Code({ pattern: /[A-Z]+\/\d+/, max: 10, example: 'KH/12' })
  readonly number: string;

  @IsoDateField({ optional: true })
  readonly date?: string | null;
}

class FormDto {
  @Text({ max: 10, min: 2 })
  readonly title: string;

  @OptionalText({ max: 20, multiline: true })
  readonly note?: string | null;

  @PeriodField({ optional: true })
  readonly period?: string | null;

  @WholeNumber({ min: 0, max: 100, optional: true })
  readonly percent?: number | null;

  @NumberField({ min: -1, max: 1, optional: true })
  readonly ratio?: number | null;

  @OneOf(['a', 'b'], { optional: true })
  readonly kind?: 'a' | 'b' | null;

  @Flag({ optional: true })
  readonly done?: boolean | null;

  @ListOf(() => DocumentDto, { max: 2, optional: true })
  readonly documents?: DocumentDto[] | null;

  @ListOf('text', { min: 1, max: 3, item: { max: 5 }, optional: true })
  readonly words?: string[] | null;
}

class QueryDto {
  @WholeNumber({ min: 1, fromQuery: true, optional: true })
  readonly limit?: number | null;

  @NumberField({ fromQuery: true, optional: true })
  readonly ratio?: number | null;

  @Flag({ fromQuery: true, optional: true })
  readonly late?: boolean | null;

  @ListOf('text', { max: 3, fromQuery: true, optional: true })
  readonly status?: string[] | null;
}

const pipe = validationPipe();
const body = (value: unknown) => pipe.transform(value, { type: 'body', metatype: FormDto });
const query = (value: unknown) => pipe.transform(value, { type: 'query', metatype: QueryDto });

/** The flaws that a form with a good title and these fields is refused for, as `at: detail`. */
async function flawsOf(value: unknown, check = body): Promise<string[]> {
  try {
    await check(value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error).toMatchObject({ kind: 'invalid', code: 'invalid-input' });
    return error.flaws.map(({ at, detail }) => `${at}: ${detail}`);
  }
  return [];
}

const withTitle = (fields: object) => ({ title: 'Kế hoạch', ...fields });

describe('a form', () => {
  it('arrives as its class, with what was sent', async () => {
    const sent = withTitle({
      note: 'dòng 1\ndòng 2',
      period: '2026-03',
      percent: 0,
      ratio: 0.5,
      kind: 'a',
      done: false,
      documents: [{ number: 'KH/12', date: '2026-02-28' }],
      words: ['một'],
    });
    const form = await body(sent);
    expect(form).toBeInstanceOf(FormDto);
    expect(form.documents[0]).toBeInstanceOf(DocumentDto);
    expect({ ...form, documents: form.documents.map((entry: object) => ({ ...entry })) }).toStrictEqual(sent);
  });

  it('may leave out or null what is optional', async () => {
    const empty = { note: null, period: null, percent: null, ratio: null, kind: null, done: null };
    await expect(body(withTitle({ ...empty, documents: null, words: null }))).resolves.toMatchObject(empty);
    await expect(body({ title: 'Kế hoạch' })).resolves.toEqual({ title: 'Kế hoạch' });
  });

  it('is refused with one flaw for each field that is wrong', async () => {
    expect(await flawsOf({ percent: 'x', kind: 'c' })).toEqual([
      'title: là trường bắt buộc',
      'percent: phải là số nguyên',
      'kind: phải là một trong: a, b',
    ]);
  });

  it('is refused with the place of a flaw inside a list', async () => {
    const documents = [{ number: 'KH/12' }, { number: 'kh', date: '2026-02-30', extra: 1 }];
    expect(await flawsOf(withTitle({ documents }))).toEqual([
      'documents[1].extra: trường “extra” không có trong biểu mẫu',
      'documents[1].number: không đúng dạng (ví dụ: KH/12)',
      'documents[1].date: phải là ngày có thật, dạng năm-tháng-ngày',
    ]);
  });

  it('tells the first flaw and how many more there are', async () => {
    await expect(body({})).rejects.toMatchObject({
      detail: 'Dữ liệu gửi lên chưa hợp lệ: title là trường bắt buộc.',
    });
    await expect(body({ percent: -1 })).rejects.toMatchObject({
      detail: 'Dữ liệu gửi lên chưa hợp lệ: title là trường bắt buộc (và 1 lỗi khác).',
    });
  });
});

describe('unknown fields', () => {
  it.each(['extra', 'Title', 'title ', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__'])(
    'are refused: %s',
    async (name) => {
      const flaws = await flawsOf(JSON.parse(`{"title":"Kế hoạch",${JSON.stringify(name)}:1}`));
      expect(flaws).toEqual([`${name}: trường “${name}” không có trong biểu mẫu`]);
    },
  );

  it('are refused under the name __proto__ too', async () => {
    expect(await flawsOf(JSON.parse('{"title":"Kế hoạch","__proto__":{"percent":1}}'))).toEqual([
      '__proto__: trường “__proto__” không có trong biểu mẫu',
    ]);
  });

  it('are named in bounded length, a hundred at most', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${'x'.repeat(500)}${index}`, 1]),
    );
    const flaws = await flawsOf(withTitle(many));
    expect(flaws).toHaveLength(100);
    expect(Math.max(...flaws.map((flaw) => flaw.length))).toBeLessThan(300);
  });
});

describe('a body that is no form', () => {
  it.each([[[]], ['text'], [7], [true], [null], [[{ title: 'Kế hoạch' }]]])(
    'is refused: %j',
    async (value) => {
      expect(await flawsOf(value)).toEqual([': phải là một đối tượng']);
    },
  );

  it('is refused as a form without its fields when nothing was sent', async () => {
    expect(await flawsOf(undefined)).toEqual(['title: là trường bắt buộc']);
  });

  it('is refused when it is nested deeper than any form, however deep', async () => {
    const deep = JSON.parse(`{"title":"Kế hoạch","note":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(await flawsOf(deep)).toEqual([': lồng nhau quá 20 tầng']);
  });
});

describe('@Text', () => {
  const title = async (value: unknown) => (await body({ title: value })).title;

  it('makes combining marks composed ones, and trims', async () => {
    const nfd = '  Chuyển   đổi ';
    expect(await title(nfd.normalize('NFD'))).toBe('Chuyển đổi'.normalize('NFC'));
  });

  it('counts characters, not the units that hold them', async () => {
    expect(await title('😀'.repeat(10))).toBe('😀'.repeat(10));
    expect(await flawsOf({ title: '😀'.repeat(11) })).toEqual([
      'title: không được dài quá 10 ký tự (đang có 11)',
    ]);
  });

  it.each([
    ['', 'không được để trống'],
    [' \t ', 'không được để trống'],
    ['x', 'phải có ít nhất 2 ký tự'],
    ['x'.repeat(11), 'không được dài quá 10 ký tự (đang có 11)'],
    ['a\nb', 'phải nằm trên một dòng'],
    ['a\r\nb', 'phải nằm trên một dòng'],
    ['a\u0000b', 'có ký tự điều khiển không được phép'],
    ['a\u001bb', 'có ký tự điều khiển không được phép'],
    ['a\u0085b', 'có ký tự điều khiển không được phép'],
    ['a\ud800b', 'có ký tự điều khiển không được phép'],
    ['a\u202eb', 'có ký tự điều khiển không được phép'],
    [5, 'phải là văn bản'],
    [['ab'], 'phải là văn bản'],
    [{ toText: 1 }, 'phải là văn bản'],
    [null, 'là trường bắt buộc'],
  ])('refuses %j: %s', async (value, detail) => {
    expect(await flawsOf({ title: value })).toEqual([`title: ${detail}`]);
  });

  it('keeps line breaks where they are allowed, and still refuses other controls', async () => {
    expect((await body(withTitle({ note: 'a\r\nb' }))).note).toBe('a\nb');
    expect(await flawsOf(withTitle({ note: 'a\u0007' }))).toEqual([
      'note: có ký tự điều khiển không được phép',
    ]);
  });

  it('takes an optional one left blank for none', async () => {
    expect((await body(withTitle({ note: '  ' }))).note).toBeNull();
  });
});

describe('the other fields', () => {
  it.each([
    ['period', '2026-13', 'phải là kỳ báo cáo, như 2026-03'],
    ['period', 202603, 'phải là kỳ báo cáo, như 2026-03'],
    ['percent', '50', 'phải là số nguyên'],
    ['percent', 50.5, 'phải là số nguyên'],
    ['percent', 2 ** 53, 'phải là số nguyên'],
    ['percent', -1, 'không được nhỏ hơn 0'],
    ['percent', 101, 'không được lớn hơn 100'],
    ['ratio', '0.5', 'phải là số'],
    ['ratio', 1.01, 'không được lớn hơn 1'],
    ['ratio', true, 'phải là số'],
    ['kind', 'A', 'phải là một trong: a, b'],
    ['kind', ['a'], 'phải là một trong: a, b'],
    ['done', 'true', 'phải là true hoặc false'],
    ['done', 1, 'phải là true hoặc false'],
    ['documents', {}, 'phải là danh sách'],
    ['documents', { 0: { number: 'KH/12' } }, 'phải là danh sách'],
    ['documents', 'x', 'phải là danh sách'],
    ['documents', [{}, {}, {}], 'không được có quá 2 mục'],
    ['documents', [7], 'mục thứ 1 phải là một đối tượng'],
    ['documents', [null], 'mục thứ 1 phải là một đối tượng'],
    ['documents', [[{ number: 'KH/12' }]], 'mục thứ 1 phải là một đối tượng'],
    ['words', [], 'phải có ít nhất 1 mục'],
    ['words', ['một', 'quá dài'], 'mục thứ 2 không được dài quá 5 ký tự (đang có 7)'],
    ['words', ['một', 2], 'mục thứ 2 phải là văn bản'],
  ])('refuse %s = %j: %s', async (name, value, detail) => {
    expect(await flawsOf(withTitle({ [name]: value }))).toEqual([`${name}: ${detail}`]);
  });

  it.each(['kh/12', 'KH/12 ', 'xKH/12x', 'KH/12\n', 'KH/12345678', 12, ''])(
    'refuse %j as a code',
    async (number) => {
      const flaws = await flawsOf(withTitle({ documents: [{ number }] }));
      expect(flaws).toHaveLength(1);
      expect(flaws[0]).toMatch(/^documents\[0\]\.number: /);
    },
  );

  it('compose and trim the texts of a list', async () => {
    expect((await body(withTitle({ words: [' số '.normalize('NFD')] }))).words).toEqual(['số']);
  });
});

describe('a query', () => {
  it('reads numbers, flags and single entries out of text', async () => {
    const read = await query({ limit: '20', ratio: '-0.5', late: 'false', status: 'muộn' });
    expect({ ...read }).toStrictEqual({ limit: 20, ratio: -0.5, late: false, status: ['muộn'] });
  });

  it.each([
    ['limit', '1e3', 'phải là số nguyên'],
    ['limit', '', 'phải là số nguyên'],
    ['limit', ' 1', 'phải là số nguyên'],
    ['limit', '0', 'không được nhỏ hơn 1'],
    ['limit', ['1', '2'], 'phải là số nguyên'],
    ['ratio', '0x10', 'phải là số'],
    ['ratio', '1.', 'phải là số'],
    ['late', 'yes', 'phải là true hoặc false'],
    ['late', 'constructor', 'phải là true hoặc false'],
  ])('is refused with %s = %j: %s', async (name, value, detail) => {
    expect(await flawsOf({ [name]: value }, query)).toEqual([`${name}: ${detail}`]);
  });

  it('is refused with an unknown name', async () => {
    expect(await flawsOf({ page: '1' }, query)).toEqual(['page: trường “page” không có trong biểu mẫu']);
  });
});

describe('@Password', () => {
  it('is refused on a field that is not known as secret', () => {
    expect(() => Password({})(FormDto.prototype, 'title')).toThrow('title is not among the secret fields');
  });
});
