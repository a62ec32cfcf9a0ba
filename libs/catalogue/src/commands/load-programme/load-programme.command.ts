import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#access';
import { CatalogueLoader, type LoadResult } from '../../loading/catalogue-loader.js';

/** Loads a catalogue of the config folder, its units first; see {@link CatalogueLoader.loadProgramme}. */
export class LoadProgrammeCommand extends Command<LoadResult> {
  constructor(
    readonly programme: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(LoadProgrammeCommand)
export class LoadProgrammeHandler implements ICommandHandler<LoadProgrammeCommand> {
  constructor(private readonly loader: CatalogueLoader) {}

  execute({ programme, context }: LoadProgrammeCommand): Promise<LoadResult> {
    return this.loader.loadProgramme(programme, context);
  }
}
