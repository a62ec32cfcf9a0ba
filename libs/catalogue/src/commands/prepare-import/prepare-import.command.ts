import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { ImportService, type PreparedImport, type PrepareRequest } from '../../importing/import.service.js';
import type { SourceDocument } from '../../importing/source-document.js';

/** Reads a file for its import and keeps it until it is confirmed; see {@link ImportService.prepare}. */
export class PrepareImportCommand extends Command<PreparedImport> {
  constructor(
    readonly context: CommandContext,
    readonly request: PrepareRequest,
    readonly document: SourceDocument,
  ) {
    super();
  }
}

@CommandHandler(PrepareImportCommand)
export class PrepareImportHandler implements ICommandHandler<PrepareImportCommand> {
  constructor(private readonly imports: ImportService) {}

  execute({ context, request, document }: PrepareImportCommand): Promise<PreparedImport> {
    return this.imports.prepare(request, document, context);
  }
}
