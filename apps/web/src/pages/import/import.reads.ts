import type { PagedRead, Read } from '../../api/reads.js';
import { importLimitsControllerGet, importsControllerGet } from '../../client/sdk.gen.js';
import type { ImportLimitsDto, ImportViewDto, PlannedTaskDto } from '../../client/types.gen.js';

export type TaskAction = PlannedTaskDto['action'];

/** A page of a preview: all of the preview, and some of its tasks. */
export interface ImportPreview extends ImportViewDto {
  readonly next: string | null;
}

const PAGE = 200;

/**
 * What confirming an import would do now. No change asks for it anew, but a connection that was lost does, and time: `seen`
 * in preview.tsx keeps the reader from confirming what was not looked at.
 */
export const importPreview = (
  programme: string,
  id: string,
  action: TaskAction | undefined,
): PagedRead<ImportPreview> => ({
  key: ['import', programme, id, action],
  madeOf: [],
  nowOnly: true,
  call: async (options, cursor) => {
    const { data } = await importsControllerGet({
      ...options,
      path: { programme, import: id },
      query: { action, limit: PAGE, cursor: cursor === null ? undefined : Number(cursor) },
    });
    return { data: { ...data, next: data.tasks.next === null ? null : String(data.tasks.next) } };
  },
});

/** What the server takes of a file. */
export const importLimits: Read<ImportLimitsDto> = {
  key: ['import-limits'],
  madeOf: [],
  nowOnly: true,
  call: (options) => importLimitsControllerGet(options),
};
