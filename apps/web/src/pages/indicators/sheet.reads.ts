import type { PagedRead } from '../../api/reads.js';
import { NOW, readFetch } from '../../api/transport.js';
import { sheetsControllerGet } from '../../client/sdk.gen.js';
import type { PlannedRowDto, SheetViewDto } from '../../client/types.gen.js';
import { fileNameOf, saveFile } from '../../ui/download.js';

export type RowAction = PlannedRowDto['action'];

export interface SheetPage extends SheetViewDto {
  readonly next: string | null;
}

const PAGE = 200;

/** What confirming a sheet would do now, row by row. */
export const sheet = (
  programme: string,
  id: string,
  action: RowAction | undefined,
): PagedRead<SheetPage> => ({
  key: ['indicator-sheet', programme, id, action],
  madeOf: ['indicator'],
  nowOnly: true,
  call: async (options, cursor) => {
    const { data } = await sheetsControllerGet({
      ...options,
      path: { programme, sheet: id },
      query: { action, limit: PAGE, cursor: cursor === null ? undefined : Number(cursor) },
    });
    return { data: { ...data, next: data.rows.next === null ? null : String(data.rows.next) } };
  },
});

/** Whose figures a sheet asks for: a unit's, all units', or the programme's own. */
export type SheetScope = { readonly unit: string } | 'all-units' | 'programme';

/** Fetches an empty sheet and hands it to the browser. @throws {ProblemError} @throws {OfflineError} */
export async function downloadTemplate(
  programme: string,
  period: string,
  scope: SheetScope,
  format: 'xlsx' | 'csv',
): Promise<void> {
  const asked = new URLSearchParams({ period, format });
  if (scope === 'all-units') asked.set('units', 'all');
  else if (scope !== 'programme') asked.set('unit', scope.unit);
  const url = `/programmes/${encodeURIComponent(programme)}/indicators/sheet?${asked}`;
  const response = await readFetch(NOW)(new URL(url, window.location.origin));
  saveFile(await response.blob(), fileNameOf(response, `so-lieu-${period}.${format}`));
}
