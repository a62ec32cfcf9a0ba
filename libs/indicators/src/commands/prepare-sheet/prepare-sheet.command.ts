import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import type { SourceDocument } from '#catalogue';
import type { Period } from '#kernel';
import { type PreparedSheet, SheetService } from '../../bulk/sheet.service.js';

/** Reads a sheet of figures and keeps it until it is confirmed; see {@link SheetService.prepare}. */
export class PrepareSheetCommand extends Command<PreparedSheet> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly document: SourceDocument,
    /** The period that the sheet must be of; null: the one that it names itself. */
    readonly period: Period | null = null,
  ) {
    super();
  }
}

@CommandHandler(PrepareSheetCommand)
export class PrepareSheetHandler implements ICommandHandler<PrepareSheetCommand> {
  constructor(private readonly sheets: SheetService) {}

  execute({ context, programme, document, period }: PrepareSheetCommand): Promise<PreparedSheet> {
    return this.sheets.prepare(programme, document, period, context);
  }
}
