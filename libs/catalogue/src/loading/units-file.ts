import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Flaw } from '#kernel';
import { UNIT_KINDS } from '../domain/unit.events.js';
import type { Unit } from '../domain/unit.state.js';
import { isMember, type UnitGroup } from '../domain/unit-group.state.js';
import { type Keys, Unique, whole, YamlFile, type YamlValue } from './yaml-file.js';

/** Lower-case ASCII, digits and hyphens: an id stands in stream names between dots. */
export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const ID_FORM = 'chữ thường không dấu, số và gạch nối';

/** What was read, and where it stands in the file. */
export interface Located<T> {
  readonly value: T;
  /** `name.yaml:57` */
  readonly at: string;
}

export interface UnitsFile {
  readonly id: string;
  /** Everything wrong with the file and with those that it includes. Empty: all are whole. */
  readonly flaws: readonly Flaw[];
  /** In file order, included ones first; without the entries that couldn't be read. */
  readonly units: readonly Located<Unit>[];
  readonly groups: readonly Located<UnitGroup>[];
  /** Ids of all units and groups, those of faulty entries included. */
  readonly ids: ReadonlySet<string>;
}

const UNIT_KEYS: Keys = {
  id: 'required',
  name: 'required',
  kind: 'required',
  aliases: 'optional',
  code: 'optional',
};
const GROUP_KEYS: Keys = {
  id: 'required',
  name: 'required',
  aliases: 'optional',
  kinds: 'optional',
  units: 'optional',
  exclude: 'optional',
  descriptive: 'optional',
};

/**
 * Reads and checks a units file (`includes`, `units`, `groups`), and the files beside it that it includes: their units
 * and groups are its own. Included files include none.
 * @throws {Refusal} `not-found` `config-file-missing`; flaws of the content are answered, not thrown
 */
export function readUnitsFile(path: string): UnitsFile {
  const file = YamlFile.read(path);
  const root = file.root.fields({ includes: 'optional', units: 'required', groups: 'optional' });
  const included = (root?.given('includes')?.items() ?? []).flatMap((item) => includedFile(item, path) ?? []);
  const ids = new Unique('mã định danh');
  const names = new Unique('tên');
  const codes = new Unique('mã đơn vị');
  const known = new Set(included.flatMap((one) => [...one.ids]));
  const knownUnits = new Set(included.flatMap((one) => one.units.map(({ value }) => value.id)));
  const before = {
    units: included.flatMap((one) => one.units),
    groups: included.flatMap((one) => one.groups),
  };
  for (const id of known) ids.reserve(id, 'tệp đơn vị được dùng chung');
  for (const { value } of [...before.units, ...before.groups])
    names.reserve(value.name, 'tệp đơn vị được dùng chung');

  const units = (root?.items('units') ?? []).flatMap((item, index) => {
    const fields = item.fields(UNIT_KEYS);
    if (!fields) return [];
    const id = identifier(fields.get('id'), ids, known);
    if (id !== undefined) knownUnits.add(id);
    const code = fields.given('code')?.matching(/^[0-9A-Z-]+$/, 'số, chữ in hoa và gạch nối');
    if (code !== undefined) codes.claim(code, fields.get('code') as YamlValue);
    const unit = whole<Unit>({
      id,
      name: name(fields.get('name'), names),
      kind: fields.get('kind')?.oneOf(UNIT_KINDS),
      code: code ?? null,
      aliases: fields.given('aliases') ? fields.texts('aliases') : [],
      ordinal: before.units.length + index + 1,
    });
    return unit ? [{ value: unit, at: file.at(item.place) }] : [];
  });

  const groups = (root?.given('groups')?.items() ?? []).flatMap((item, index) => {
    const fields = item.fields(GROUP_KEYS);
    if (!fields) return [];
    const unitIds = (field: string) =>
      fields.given(field)
        ? fields.texts(field, (id, entry) => {
            if (!knownUnits.has(id)) entry.flaw(`“${field}”: không có đơn vị “${id}” trong tệp này`);
          })
        : [];
    const descriptive = fields.given('descriptive')?.boolean() ?? false;
    const group = whole<UnitGroup>({
      id: identifier(fields.get('id'), ids, known),
      name: name(fields.get('name'), names),
      aliases: fields.given('aliases') ? fields.texts('aliases') : [],
      kinds: (fields.given('kinds')?.items() ?? []).flatMap((entry) => entry.oneOf(UNIT_KINDS) ?? []),
      units: unitIds('units'),
      exclude: unitIds('exclude'),
      descriptive,
      ordinal: before.groups.length + index + 1,
    });
    if (!group) return [];
    const lists = [...group.kinds, ...group.units, ...group.exclude];
    if (descriptive && lists.length > 0) {
      item.flaw(`nhóm “${group.id}”: nhóm chỉ mô tả không có kinds, units, exclude`);
    }
    if (!descriptive && ![...before.units, ...units].some(({ value }) => isMember(group, value))) {
      item.flaw(`nhóm “${group.id}”: không có đơn vị nào; nhóm chỉ mô tả cần ghi descriptive: true`);
    }
    return [{ value: group, at: file.at(item.place) }];
  });
  return {
    id: basename(path, '.yaml'),
    flaws: [...included.flatMap((one) => one.flaws), ...file.flaws],
    units: [...before.units, ...units],
    groups: [...before.groups, ...groups],
    ids: known,
  };
}

function includedFile(item: YamlValue, includer: string): UnitsFile | undefined {
  const id = item.matching(ID, ID_FORM);
  if (id === undefined) return undefined;
  const path = join(dirname(includer), `${id}.yaml`);
  if (!existsSync(path)) return item.flaw(`không có tệp đơn vị units/${id}.yaml`);
  if (
    YamlFile.read(path)
      .root.fields({ includes: 'optional', units: 'optional', groups: 'optional' })
      ?.given('includes')
  ) {
    return item.flaw(`tệp đơn vị units/${id}.yaml lại dùng chung tệp khác: chỉ được một bậc`);
  }
  return readUnitsFile(path);
}

function identifier(value: YamlValue | undefined, ids: Unique, known: Set<string>): string | undefined {
  const id = value?.matching(ID, ID_FORM);
  if (id === undefined || value === undefined) return undefined;
  ids.claim(id, value);
  known.add(id);
  return id;
}

function name(value: YamlValue | undefined, names: Unique): string | undefined {
  const text = value?.text();
  if (text !== undefined && value !== undefined) names.claim(text, value);
  return text;
}
