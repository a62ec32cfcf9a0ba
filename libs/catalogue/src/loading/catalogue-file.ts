import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { type Flaw, Refusal } from '#kernel';
import { CLASSIFIED_DETAIL, CLASSIFIED_MATTER } from '../domain/classified.js';
import type { Indicator } from '../domain/indicator.state.js';
import type { RegisterProgramme } from '../domain/programme.decisions.js';
import type { Section } from '../domain/programme.state.js';
import { UnknownSchedulePhraseError } from '../domain/schedule/index.js';
import { scheduleBody, TASK_CODE } from '../domain/task.content.js';
import type { RegisterTask } from '../domain/task.decisions.js';
import type { ScheduleBody } from '../domain/task.events.js';
import type { TaskRef } from '../domain/task.state.js';
import { readIndicators } from './indicator-entries.js';
import { ID, ID_FORM, type Located, readUnitsFile, type UnitsFile } from './units-file.js';
import {
  type Keys,
  optional,
  Unique,
  whole,
  type YamlFields,
  YamlFile,
  type YamlValue,
} from './yaml-file.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Codes of sections and tasks stand in stream names and addresses. */
const CODE = {
  pattern: TASK_CODE,
  form: 'tối đa 40 chữ không dấu, số và các dấu . / -, đầu là chữ hoặc số',
};

export interface CatalogueFile {
  /** Everything wrong with the file and, marked so, with its units file. Empty: both are whole. */
  readonly flaws: readonly Flaw[];
  /** True when something in it is marked as classified: nothing of it may be taken in. */
  readonly classified: boolean;
  /** True when an indicator would be computed from itself; the circles stand in the flaws. */
  readonly circular: boolean;
  /** Undefined when it couldn't be read. */
  readonly programme: Located<RegisterProgramme> | undefined;
  /** In the document's order; without the entries that couldn't be read. */
  readonly tasks: readonly Located<RegisterTask>[];
  readonly indicators: readonly Located<Indicator>[];
  /** The units that it speaks of. */
  readonly units: UnitsFile | undefined;
}

const KEYS: Keys = {
  id: 'required',
  title: 'required',
  issuer: 'required',
  documentYear: 'required',
  period: 'required',
  units: 'required',
  policy: 'required',
  number: 'optional',
  issuedOn: 'optional',
  basis: 'optional',
  classified: 'optional',
  sections: 'required',
  tasks: 'required',
  indicators: 'required',
};
const TASK_KEYS: Keys = {
  code: 'required',
  section: 'required',
  title: 'required',
  directingLeaders: 'required',
  leadUnits: 'required',
  coordinatingUnits: 'required',
  deliverables: 'required',
  schedule: 'required',
  budgetMillionVnd: 'optional',
  isGroup: 'optional',
  parentCode: 'optional',
  note: 'optional',
  derivedFrom: 'optional',
  classified: 'optional',
};

/**
 * @param detailOf in Vietnamese, of how many flaws there are
 * @throws {Refusal} `unprocessable` `classified-matter`, `indicator-cycle`, `invalid-catalogue`: files have flaws, all of
 *   them listed
 */
export function refuseFaulty(files: readonly CatalogueFile[], detailOf: (count: number) => string): void {
  const flaws = files.flatMap((file) => file.flaws);
  const detail = detailOf(flaws.length);
  if (files.some(({ classified }) => classified)) {
    throw new Refusal('unprocessable', CLASSIFIED_MATTER, CLASSIFIED_DETAIL, flaws);
  }
  if (files.some(({ circular }) => circular)) {
    throw new Refusal('unprocessable', 'indicator-cycle', detail, flaws);
  }
  if (flaws.length > 0) throw new Refusal('unprocessable', 'invalid-catalogue', detail, flaws);
}

/**
 * Reads and checks a catalogue file and, in `../units/`, the units file that it names.
 * @throws {Refusal} `not-found` `config-file-missing`; flaws of the content are answered, not thrown
 */
export function readCatalogueFile(path: string): CatalogueFile {
  return new CatalogueReader(path).read();
}

class CatalogueReader {
  readonly #path: string;
  readonly #file: YamlFile;
  readonly #codes = new Map<string, ReadonlySet<string>>();
  #classified = false;

  constructor(path: string) {
    this.#path = path;
    this.#file = YamlFile.read(path);
  }

  read(): CatalogueFile {
    const root = this.#file.root.fields(KEYS);
    const units = root && this.#units(root);
    const sections = root ? this.#sections(root) : [];
    const programme = root && this.#programme(root, sections);
    const id = basename(this.#path, '.yaml');
    const documentYear = programme?.documentYear;
    const tasks = root ? this.#tasks(root, id, sections, documentYear, units) : [];
    const { indicators, circular } = root
      ? readIndicators(root, { programme: id, documentYear, period: programme?.period, units })
      : { indicators: [], circular: false };
    return {
      flaws: [...(units?.flaws ?? []), ...this.#file.flaws],
      classified: this.#classified,
      circular,
      programme: programme?.value && { value: programme.value, at: this.#file.at(0) },
      tasks,
      indicators,
      units,
    };
  }

  #units(root: YamlFields): UnitsFile | undefined {
    const value = root.get('units');
    const id = value?.matching(ID, ID_FORM);
    if (id === undefined) return undefined;
    const path = join(dirname(this.#path), '..', 'units', `${id}.yaml`);
    if (existsSync(path)) return readUnitsFile(path);
    return value?.flaw(`không có tệp đơn vị units/${id}.yaml`);
  }

  #sections(root: YamlFields): Section[] {
    const codes = new Unique('mã mục');
    return root.items('sections').flatMap((item) => {
      const fields = item.fields({ code: 'required', title: 'required' });
      const code = this.#code(fields?.get('code'), codes);
      const title = fields?.get('title')?.text();
      return code === undefined ? [] : [{ code, title: title ?? '' }];
    });
  }

  #programme(root: YamlFields, sections: readonly Section[]) {
    const id = root.get('id')?.matching(ID, ID_FORM);
    const fileId = basename(this.#path, '.yaml');
    if (id !== undefined && id !== fileId) {
      root.get('id')?.flaw(`“id”: “${id}” phải trùng với tên tệp “${fileId}”`);
    }
    const documentYear = root.get('documentYear')?.integer(FIRST_YEAR, LAST_YEAR);
    const period = this.#period(root.get('period'));
    const value = whole<RegisterProgramme>({
      id,
      title: root.get('title')?.text(),
      issuer: root.get('issuer')?.text(),
      documentYear,
      period,
      sections,
      units: root.get('units') && (root.get('units') as YamlValue).text(),
      policy: root.get('policy')?.matching(ID, ID_FORM),
      number: optional(root.given('number'), (value) => value.text()),
      issuedOn: optional(root.given('issuedOn'), (value) => value.date()),
      basis: root.given('basis')
        ? root.texts('basis', (text, item) => {
            if (!ID.test(text)) item.flaw(`“basis”: “${text}” phải là ${ID_FORM}`);
          })
        : [],
      classified: this.#classifiedMark(root),
      source: { file: this.#file.name, sha256: this.#file.sha256 },
    });
    return { value, documentYear, period };
  }

  #period(value: YamlValue | undefined): RegisterProgramme['period'] | undefined {
    const fields = value?.fields({ from: 'required', until: 'required' });
    const from = fields?.get('from')?.date();
    const until = fields?.get('until')?.date();
    if (from === undefined || until === undefined) return undefined;
    if (from > until) return value?.flaw('“period”: “from” không được sau “until”');
    return { from, until };
  }

  #classifiedMark(fields: YamlFields): boolean | undefined {
    const mark = fields.given('classified');
    const classified = mark ? mark.boolean() : false;
    if (classified) {
      this.#classified = true;
      mark?.flaw(CLASSIFIED_DETAIL);
    }
    return classified;
  }

  #code(value: YamlValue | undefined, codes: Unique): string | undefined {
    const code = value?.matching(CODE.pattern, CODE.form);
    if (code !== undefined && value !== undefined) codes.claim(code, value);
    return code;
  }

  #tasks(
    root: YamlFields,
    programme: string,
    sections: readonly Section[],
    documentYear: number | undefined,
    units: UnitsFile | undefined,
  ): Located<RegisterTask>[] {
    const codes = new Unique('mã nhiệm vụ');
    const places = new Map<string, { task: RegisterTask; item: YamlValue }>();
    const tasks = root.items('tasks').flatMap((item, index) => {
      const fields = item.fields(TASK_KEYS);
      if (!fields) return [];
      const section = fields.get('section')?.text();
      if (section !== undefined && !sections.some(({ code }) => code === section)) {
        fields.get('section')?.flaw(`“section”: không có mục “${section}”`);
      }
      const task = whole<RegisterTask>({
        programme,
        code: this.#code(fields.get('code'), codes),
        section,
        title: fields.get('title')?.text(),
        directingLeaders: fields.texts('directingLeaders'),
        leadUnits: this.#leadUnits(fields, units),
        coordinatingUnits: this.#unitIds(fields, 'coordinatingUnits', units),
        deliverables: fields.texts('deliverables'),
        schedule: this.#schedule(fields.get('schedule'), documentYear, root.given('issuedOn')),
        budgetMillionVnd: optional(fields.given('budgetMillionVnd'), (value) => budgetOf(value)),
        isGroup: fields.given('isGroup')?.boolean() ?? false,
        parentCode: optional(fields.given('parentCode'), (value) => value.text()),
        unknownLeadUnits: [],
        unknownCoordinatingUnits: [],
        note: optional(fields.given('note'), (value) => value.text()),
        derivedFrom: this.#origins(fields.given('derivedFrom'), programme),
        classified: this.#classifiedMark(fields),
        ordinal: index + 1,
      });
      if (task) places.set(task.code, { task, item });
      return task ? [{ value: task, at: this.#file.at(item.place) }] : [];
    });
    for (const { task, item } of places.values()) {
      if (task.parentCode === null) continue;
      const parent = places.get(task.parentCode)?.task;
      if (!parent?.isGroup) item.flaw(`“parentCode”: không có dòng nhóm “${task.parentCode}”`);
      else if (parent.parentCode !== null)
        item.flaw(`“parentCode”: nhóm “${task.parentCode}” lại thuộc nhóm khác`);
    }
    return tasks;
  }

  /** Tasks of other programmes; those whose catalogue lies beside this one must be in it. */
  #origins(value: YamlValue | undefined, programme: string): TaskRef[] {
    return (value?.items() ?? []).flatMap((item) => {
      const fields = item.fields({ programme: 'required', task: 'required' });
      const origin = whole<TaskRef>({
        programme: fields?.get('programme')?.matching(ID, ID_FORM),
        task: fields?.get('task')?.matching(CODE.pattern, CODE.form),
      });
      if (!origin) return [];
      if (origin.programme === programme) item.flaw('“derivedFrom”: nhiệm vụ gốc phải ở chương trình khác');
      const known = this.#taskCodesOf(origin.programme);
      if (known && !known.has(origin.task)) {
        item.flaw(`“derivedFrom”: chương trình “${origin.programme}” không có nhiệm vụ ${origin.task}`);
      }
      return [origin];
    });
  }

  /** Codes of the tasks of the catalogue beside this one; undefined where there is none. What is wrong with it is its own matter. */
  #taskCodesOf(programme: string): ReadonlySet<string> | undefined {
    const path = join(dirname(this.#path), `${programme}.yaml`);
    if (!this.#codes.has(programme) && existsSync(path)) {
      const document = parseDocument(readFileSync(path, 'utf8')).toJS() as {
        tasks?: { code?: unknown }[];
      } | null;
      this.#codes.set(programme, new Set((document?.tasks ?? []).map(({ code }) => String(code))));
    }
    return this.#codes.get(programme);
  }

  #unitIds(
    fields: YamlFields,
    field: string,
    units: UnitsFile | undefined,
    check: (id: string, item: YamlValue) => void = () => {},
  ): string[] {
    return fields.texts(field, (id, item) => {
      if (units && !units.ids.has(id)) {
        item.flaw(`“${field}”: không có đơn vị hay nhóm đơn vị “${id}” trong units/${units.id}.yaml`);
      }
      check(id, item);
    });
  }

  #leadUnits(fields: YamlFields, units: UnitsFile | undefined): string[] {
    return this.#unitIds(fields, 'leadUnits', units, (id, item) => {
      if (units?.groups.some(({ value }) => value.descriptive && value.id === id)) {
        item.flaw(`“leadUnits”: nhóm “${id}” chỉ mô tả, không thể là đơn vị chủ trì`);
      }
    });
  }

  #schedule(
    value: YamlValue | undefined,
    documentYear: number | undefined,
    issuedOn: YamlValue | undefined,
  ): ScheduleBody | undefined {
    const phrase = value?.text({ mayBeEmpty: true });
    if (phrase === undefined || documentYear === undefined) return undefined;
    try {
      return scheduleBody(phrase, documentYear, issuedOn?.date());
    } catch (error) {
      if (!(error instanceof UnknownSchedulePhraseError)) throw error;
      return value?.flaw(error.message);
    }
  }
}

function budgetOf(value: YamlValue): number | undefined {
  const budget = value.number();
  return budget !== undefined && budget < 0 ? value.flaw('“budgetMillionVnd”: không được âm') : budget;
}
