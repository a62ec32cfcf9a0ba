import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { cleanText, type Flaw, isIsoDate, Refusal } from '#kernel';

/** Fields of a mapping: which must be there and which may. */
export type Keys = Readonly<Record<string, 'required' | 'optional'>>;

const MAX_TEXT_LENGTH = 2000;

const SYNTAX_ERRORS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'thụt dòng sai hoặc thiếu dấu đóng ngoặc',
  BAD_COLLECTION_TYPE: 'khối không đúng loại',
  BAD_SCALAR_START: 'giá trị bắt đầu bằng ký tự không được phép, hãy đặt trong dấu nháy',
  BLOCK_AS_IMPLICIT_KEY: 'dấu hai chấm ở chỗ không được phép, hãy đặt giá trị trong dấu nháy',
  DUPLICATE_KEY: 'trường này đã ghi ở trên',
  MISSING_CHAR: 'thiếu ký tự, ví dụ dấu hai chấm hoặc dấu nháy đóng',
  MULTILINE_IMPLICIT_KEY: 'tên trường trải trên nhiều dòng',
  MULTIPLE_DOCS: 'tệp chứa nhiều tài liệu YAML',
  TAB_AS_INDENT: 'thụt dòng bằng phím Tab, hãy dùng dấu cách',
  UNEXPECTED_TOKEN: 'ký tự ở chỗ không được phép',
};

/** One YAML file that is being checked: gathers everything wrong with it, with file and line. */
export class YamlFile {
  /** File name without folders. */
  readonly name: string;
  /** SHA-256 (hex) of the bytes. */
  readonly sha256: string;
  readonly root: YamlValue;
  readonly #lines = new LineCounter();
  readonly #flaws: { readonly place: number; readonly flaw: Flaw }[] = [];

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.sha256 = createHash('sha256').update(bytes).digest('hex');
    let text = '';
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.flaw(0, 'tệp không phải văn bản UTF-8');
    }
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const { code, pos } of document.errors) {
      this.flaw(pos[0], `sai cú pháp YAML: ${SYNTAX_ERRORS[code] ?? code}`);
    }
    for (const { pos } of document.warnings) this.flaw(pos[0], 'thẻ YAML không được dùng ở đây');
    this.root = new YamlValue(this, document, document.contents, 'tệp', 0);
  }

  /** @throws {Refusal} `not-found` `config-file-missing` */
  static read(path: string): YamlFile {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path);
    } catch {
      throw new Refusal('not-found', 'config-file-missing', `Không đọc được tệp cấu hình ${basename(path)}.`);
    }
    return new YamlFile(basename(path), bytes);
  }

  /** `name.yaml:57`. @param place offset in the text */
  at(place: number): string {
    return `${this.name}:${this.#lines.linePos(place).line || 1}`;
  }

  /** Notes something wrong. @param detail Vietnamese */
  flaw(place: number, detail: string): void {
    this.#flaws.push({ place, flaw: { at: this.at(place), detail } });
  }

  /** Everything wrong so far, in the order of the lines. */
  get flaws(): readonly Flaw[] {
    return [...this.#flaws].sort((a, b) => a.place - b.place).map(({ flaw }) => flaw);
  }
}

/** A value in the file. Each reading method answers undefined, and notes why, when the value is not of its kind. */
export class YamlValue {
  readonly #document: Document;
  readonly #node: Exclude<Node, Alias> | null;
  /** Offset in the text. */
  readonly place: number;

  constructor(
    readonly file: YamlFile,
    document: Document,
    node: unknown,
    /** How messages call it. */
    readonly label: string,
    place: number,
  ) {
    const given = node as Node | null;
    const resolved = isAlias(given) ? given.resolve(document) : given;
    this.#document = document;
    this.#node = (resolved ?? null) as Exclude<Node, Alias> | null;
    this.place = given?.range?.[0] ?? place;
  }

  /** True for `null`, `~` and nothing at all. */
  get empty(): boolean {
    return this.#node === null || (isScalar(this.#node) && this.#node.value === null);
  }

  flaw(detail: string): undefined {
    this.file.flaw(this.place, detail);
    return undefined;
  }

  get #scalar(): unknown {
    return isScalar(this.#node) ? this.#node.value : undefined;
  }

  /** A mapping with these fields and no others. */
  fields(keys: Keys): YamlFields | undefined {
    const node = this.#node;
    if (!isMap(node)) return this.flaw(`${this.label}: phải gồm các trường ${Object.keys(keys).join(', ')}`);
    const values = new Map<string, YamlValue>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '?';
      const place = (key as Node | null)?.range?.[0] ?? this.place;
      if (!Object.hasOwn(keys, name)) this.file.flaw(place, `${this.label}: không có trường “${name}”`);
      else if (!values.has(name))
        values.set(name, new YamlValue(this.file, this.#document, value, `“${name}”`, place));
    }
    for (const [name, need] of Object.entries(keys)) {
      if (need === 'required' && !values.has(name)) this.flaw(`${this.label}: thiếu trường “${name}”`);
    }
    return new YamlFields(this, values);
  }

  /** A mapping whose field `kind` tells which others it has. */
  variant<Kind extends string>(
    forms: Readonly<Record<Kind, Keys>>,
  ): { readonly kind: Kind; readonly fields: YamlFields } | undefined {
    const node = this.#node;
    const given = isMap(node) ? node.get('kind', true) : undefined;
    if (given === undefined) return this.flaw(`${this.label}: phải gồm trường “kind”`);
    const value = new YamlValue(this.file, this.#document, given, '“kind”', this.place);
    const kind = value.oneOf(Object.keys(forms) as Kind[]);
    const fields = kind && this.fields({ kind: 'required', ...forms[kind] });
    return fields && { kind: kind as Kind, fields };
  }

  /** The value at `targets[1].target`, or the nearest around it that is there. */
  nearest(path: string): YamlValue {
    return (path.match(/\w+/g) ?? []).reduce<YamlValue>((value, key) => value.#inside(key) ?? value, this);
  }

  #inside(key: string): YamlValue | undefined {
    const node = this.#node;
    const inner = isMap(node) || isSeq(node) ? node.get(isSeq(node) ? Number(key) : key, true) : undefined;
    return inner && new YamlValue(this.file, this.#document, inner, `“${key}”`, this.place);
  }

  items(): readonly YamlValue[] {
    const node = this.#node;
    if (!isSeq(node)) {
      this.flaw(`${this.label}: phải là danh sách`);
      return [];
    }
    return node.items.map(
      (item) => new YamlValue(this.file, this.#document, item, `mục của ${this.label}`, this.place),
    );
  }

  /** Cleaned and NFC. */
  text({ mayBeEmpty = false } = {}): string | undefined {
    const value = this.#scalar;
    if (typeof value !== 'string') return this.flaw(`${this.label}: phải là chữ (số thì đặt trong dấu nháy)`);
    const text = cleanText(value);
    if (text === '' && !mayBeEmpty) return this.flaw(`${this.label}: không được để trống`);
    if (text.length > MAX_TEXT_LENGTH) return this.flaw(`${this.label}: dài quá ${MAX_TEXT_LENGTH} ký tự`);
    return text;
  }

  /** Text of a given form. @param form how messages describe it */
  matching(pattern: RegExp, form: string): string | undefined {
    const text = this.text();
    if (text === undefined || pattern.test(text)) return text;
    return this.flaw(`${this.label}: “${text}” phải là ${form}`);
  }

  oneOf<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? this.flaw(`${this.label}: “${text}” không thuộc ${choices.join(', ')}`);
  }

  /** An existing day, `YYYY-MM-DD`. */
  date(): string | undefined {
    const value = this.#scalar;
    if (typeof value === 'string' && isIsoDate(value)) return value;
    return this.flaw(
      `${this.label}: ${typeof value === 'string' ? `“${value}” ` : ''}phải là ngày có thật, dạng YYYY-MM-DD`,
    );
  }

  number(): number | undefined {
    const value = this.#scalar;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return this.flaw(`${this.label}: phải là số`);
  }

  integer(from: number, until: number): number | undefined {
    const value = this.#scalar;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= until) return value;
    return this.flaw(`${this.label}: phải là số nguyên từ ${from} đến ${until}`);
  }

  boolean(): boolean | undefined {
    const value = this.#scalar;
    return typeof value === 'boolean' ? value : this.flaw(`${this.label}: phải là true hoặc false`);
  }
}

/** The fields of a mapping. A field that isn't there answers undefined: that it is missing has been noted. */
export class YamlFields {
  readonly #values: ReadonlyMap<string, YamlValue>;

  constructor(
    readonly whole: YamlValue,
    values: ReadonlyMap<string, YamlValue>,
  ) {
    this.#values = values;
  }

  get(name: string): YamlValue | undefined {
    return this.#values.get(name);
  }

  /** The field unless it is missing or null. */
  given(name: string): YamlValue | undefined {
    const value = this.#values.get(name);
    return value?.empty ? undefined : value;
  }

  /** The items of a list field; none when it is missing. */
  items(name: string): readonly YamlValue[] {
    return this.#values.get(name)?.items() ?? [];
  }

  /**
   * The texts of a list field, each once; what isn't text has been noted.
   * @param check looks at each text and notes what it finds wrong
   */
  texts(name: string, check: (text: string, item: YamlValue) => void = () => {}): string[] {
    const seen = new Set<string>();
    for (const item of this.items(name)) {
      const text = item.text();
      if (text === undefined) continue;
      if (seen.has(text)) item.flaw(`“${name}”: “${text}” ghi hai lần`);
      else check(text, item);
      seen.add(text);
    }
    return [...seen];
  }
}

/** Notes the second and every further use of a value that must be the only one. */
export class Unique {
  readonly #first = new Map<string, string>();

  constructor(readonly what: string) {}

  /** A value that is taken elsewhere. @param where for the message */
  reserve(value: string, where: string): void {
    this.#first.set(value, where);
  }

  claim(value: string, at: YamlValue): void {
    const first = this.#first.get(value);
    if (first) at.flaw(`${this.what} “${value}” đã dùng ở ${first}`);
    else this.#first.set(value, at.file.at(at.place));
  }
}

/** The object when every field was read, else undefined. */
export function whole<T extends object>(parts: { [Field in keyof T]: T[Field] | undefined }): T | undefined {
  return Object.values(parts).includes(undefined) ? undefined : (parts as T);
}

/** What a field that may miss holds: null where it does, undefined where it couldn't be read. */
export function optional<Value>(
  value: YamlValue | undefined,
  read: (value: YamlValue) => Value | undefined,
): Value | null | undefined {
  return value ? read(value) : null;
}
