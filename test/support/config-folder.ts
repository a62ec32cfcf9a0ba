import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configFolder } from '#catalogue';

/** Id of the programme of {@link SMALL_CATALOGUE}. */
export const SMALL_PROGRAMME = 'mau-2026';

/** Six units, a group of four. */
export const SMALL_UNITS = `units:
  - { id: so-a, name: Sở A, kind: department }
  - { id: so-b, name: Sở B, kind: department }
  - { id: xa-a, name: Xã A, kind: commune, code: '10507' }
  - { id: xa-b, name: Xã B, kind: commune, code: '10508' }
  - { id: xa-c, name: Xã C, kind: commune, code: '10509' }
  - { id: xa-d, name: Xã D, kind: commune, code: '10510' }
groups:
  - { id: cac-xa, name: Các xã, kinds: [commune] }
`;

/** Three tasks: one unit with an end, a group with an end, a group and two units without. */
export const SMALL_CATALOGUE = `id: ${SMALL_PROGRAMME}
title: Chương trình mẫu
issuer: Ban Chỉ đạo
documentYear: 2026
period: { from: 2026-01-01, until: 2026-12-31 }
units: mau
policy: city-monthly
classified: false
sections:
  - { code: I, title: Chỉ đạo }
tasks:
  - code: '1'
    section: I
    title: Số hóa hồ sơ
    directingLeaders: [Phó Chủ tịch UBND thành phố]
    leadUnits: [so-a]
    coordinatingUnits: [so-b]
    deliverables: [Kế hoạch]
    schedule: Quý I/2026
  - code: '2'
    section: I
    title: Bảo đảm đường truyền
    directingLeaders: []
    leadUnits: [cac-xa]
    coordinatingUnits: []
    deliverables: [Báo cáo]
    schedule: Quý II/2026
  - code: '3'
    section: I
    title: Tập huấn kỹ năng số
    directingLeaders: []
    leadUnits: [so-a, so-b, cac-xa]
    coordinatingUnits: []
    deliverables: []
    schedule: Thường xuyên
indicators:
  - { code: 1.(1)/1, group: 1.(1), name: Hồ sơ trực tuyến, unit: '%', direction: at_least, target: 90, targetYear: 2026 }
`;

/** A config folder of its own for a small programme, with the calendars, policies and settings of the real one. */
export class SmallConfig {
  readonly folder = mkdtempSync(join(tmpdir(), 'nq57-config-'));

  constructor() {
    cpSync(configFolder(), this.folder, { recursive: true });
    this.write('units/mau.yaml', SMALL_UNITS);
    this.write(`catalogues/${SMALL_PROGRAMME}.yaml`, SMALL_CATALOGUE);
  }

  /** @param path within the folder */
  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
