import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { type SheetResult, SheetService } from '../../bulk/sheet.service.js';

/** Writes what a sheet that was looked at says; see {@link SheetService.confirm}. */
export class ConfirmSheetCommand extends Command<SheetResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly sheetId: string,
    /** Of the preview that was looked at. */
    readonly digest: string,
    /** Told how many rows are written, of how many. */
    readonly onProgress?: (done: number, total: number) => void,
  ) {
    super();
  }
}

@CommandHandler(ConfirmSheetCommand)
export class ConfirmSheetHandler implements ICommandHandler<ConfirmSheetCommand> {
  constructor(private readonly sheets: SheetService) {}

  execute({ context, programme, sheetId, digest, onProgress }: ConfirmSheetCommand): Promise<SheetResult> {
    return this.sheets.confirm(programme, sheetId, digest, context, onProgress);
  }
}
