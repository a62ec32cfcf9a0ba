import type { Finding } from './findings.js';
import {
  compareText,
  originOf,
  type Source,
  type Sources,
  sideOf,
  sideOfIndicator,
  sideOfProgramme,
} from './rows.js';
import { phraseOf } from './similarity.js';
import { nameKeyOf, targetText } from './targets.js';

/**
 * Links that lead nowhere, to a heading or in a circle, and bases that say other than the links.
 * @param known ids of the programmes that exist beside those checked
 */
export function links(sources: Sources, known: ReadonlySet<string>): Finding[] {
  return sources.list.flatMap((source) => [
    ...ofTasks(source, sources, known),
    ...ofBasis(source, sources, known),
  ]);
}

function ofTasks(source: Source, sources: Sources, known: ReadonlySet<string>): Finding[] {
  return source.rows.flatMap((row) =>
    row.task.derivedFrom.flatMap((ref): Finding[] => {
      const target = `${ref.programme}, nhiệm vụ ${ref.task}`;
      const origin = originOf(sources, ref);
      if (!origin) {
        if (!sources.byId.has(ref.programme) && known.has(ref.programme)) return [];
        const missing = sources.byId.has(ref.programme)
          ? 'không có nhiệm vụ này'
          : 'không có chương trình này';
        return [
          {
            kind: 'broken-link',
            severity: 'high',
            sides: [sideOf(row, `thực hiện ${target}`)],
            detail: `Liên kết hỏng: ${missing}.`,
          },
        ];
      }
      if (origin.task.isGroup) {
        return [
          {
            kind: 'link-to-group',
            severity: 'low',
            sides: [sideOf(origin, 'dòng nhóm, không giao cho ai'), sideOf(row, `thực hiện ${target}`)],
            detail: 'Liên kết tới dòng nhóm: cần chỉ rõ dòng con nào.',
          },
        ];
      }
      const isMutual = origin.task.derivedFrom.some(
        (back) => back.programme === row.task.programme && back.task === row.task.code,
      );
      // Told once, from the side that stands first.
      if (!isMutual || compareText(row.task.programme, origin.task.programme) > 0) return [];
      return [
        {
          kind: 'circular-link',
          severity: 'high',
          sides: [
            sideOf(row, `thực hiện ${target}`),
            sideOf(origin, `thực hiện ${row.task.programme}, nhiệm vụ ${row.task.code}`),
          ],
          detail: 'Liên kết vòng: mỗi bên ghi bên kia là nhiệm vụ gốc.',
        },
      ];
    }),
  );
}

function ofBasis(source: Source, { byId }: Sources, known: ReadonlySet<string>): Finding[] {
  const { basis } = source.programme;
  const linked = new Map<string, number>();
  for (const { task } of source.rows) {
    for (const id of new Set(task.derivedFrom.map(({ programme }) => programme)))
      linked.set(id, (linked.get(id) ?? 0) + 1);
  }
  const findings: Finding[] = [];
  for (const id of basis) {
    const above = byId.get(id);
    if (!above && !known.has(id)) {
      findings.push({
        kind: 'unknown-basis',
        severity: 'high',
        sides: [sideOfProgramme(source, `căn cứ: ${id}`)],
        detail: `Căn cứ “${id}” không phải chương trình nào đã có danh mục.`,
      });
    } else if (above && !linked.has(id)) {
      findings.push({
        kind: 'basis-without-link',
        severity: 'low',
        sides: [
          sideOfProgramme(above, 'không nhiệm vụ nào được dẫn tới'),
          sideOfProgramme(source, `căn cứ: ${id}`),
        ],
        detail: 'Văn bản nêu căn cứ nhưng không nhiệm vụ nào liên kết tới nhiệm vụ của căn cứ.',
      });
    }
  }
  for (const [id, count] of linked) {
    const above = byId.get(id);
    if (!above || basis.includes(id)) continue;
    findings.push({
      kind: 'link-without-basis',
      severity: 'low',
      sides: [
        sideOfProgramme(above, `${count} nhiệm vụ của ${source.programme.id} thực hiện văn bản này`),
        sideOfProgramme(source, 'không nêu văn bản này làm căn cứ'),
      ],
      detail: 'Liên kết một chiều: nhiệm vụ dẫn tới một văn bản mà phần căn cứ không nêu.',
    });
  }
  return findings;
}

/** Rows of one owner, and indicators of one heading, that bear the same name. */
export function doubledTitles({ list }: Sources): Finding[] {
  return list.flatMap((source) => [...doubledTasks(source), ...doubledIndicators(source)]);
}

function doubledTasks({ rows }: Source): Finding[] {
  const first = new Map<string, Source['rows'][number]>();
  return rows.flatMap((row) => {
    if (row.task.isGroup) return [];
    const key = [row.owner, row.task.parentCode ?? '', titleKey(row.task.title)].join('|');
    const known = first.get(key);
    if (!known) first.set(key, row);
    return known
      ? [doubled([sideOf(known, `“${known.task.title}”`), sideOf(row, `“${row.task.title}”`)])]
      : [];
  });
}

/** The words in their order and all figures: what differs in marks and spaces only is the same. */
function titleKey(title: string): string {
  const { wording, numbers, years, documents } = phraseOf(title);
  return [wording, ...numbers, ...years, ...documents].join(' ');
}

function doubledIndicators({ indicators }: Source): Finding[] {
  const first = new Map<string, Source['indicators'][number]>();
  return indicators.flatMap((row) => {
    const { indicator } = row;
    const key = [nameKeyOf(row), indicator.targetYear, indicator.unit, indicator.target].join('|');
    const known = first.get(key);
    if (!known) first.set(key, row);
    return known
      ? [doubled([sideOfIndicator(known, targetText(known)), sideOfIndicator(row, targetText(row))])]
      : [];
  });
}

const doubled = (sides: Finding['sides']): Finding => ({
  kind: 'doubled-title',
  severity: 'low',
  sides,
  detail: 'Hai dòng trùng tên trong cùng một danh sách: thừa một dòng, hoặc một dòng ghi nhầm tên.',
});
