import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { ImportService } from '../../importing/import.service.js';
import type { ImportResult } from '../../importing/import-store.js';

/** Writes what a prepared import says; see {@link ImportService.confirm}. */
export class ConfirmImportCommand extends Command<ImportResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly importId: string,
    /** Of the plan that was looked at. */
    readonly digest: string,
    /** Told how many tasks are written, of how many. */
    readonly onProgress?: (done: number, total: number) => void,
  ) {
    super();
  }
}

@CommandHandler(ConfirmImportCommand)
export class ConfirmImportHandler implements ICommandHandler<ConfirmImportCommand> {
  constructor(private readonly imports: ImportService) {}

  execute({ context, programme, importId, digest, onProgress }: ConfirmImportCommand): Promise<ImportResult> {
    return this.imports.confirm(programme, importId, digest, context, onProgress);
  }
}
