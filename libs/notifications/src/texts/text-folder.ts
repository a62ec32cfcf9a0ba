import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { parseTexts, type TextFlaw, type Texts } from '../domain/texts.js';
import { NOTIFICATION_SETTINGS, type NotificationSettings } from '../settings/notification-settings.js';

/** The texts can't be used: names each place. */
export class InvalidTextsError extends Error {
  constructor(folder: string, flaws: readonly TextFlaw[]) {
    super(`texts in ${folder}:\n${flaws.map(({ at, detail }) => `  ${at}: ${detail}`).join('\n')}`);
    this.name = 'InvalidTextsError';
  }
}

/** @throws {InvalidTextsError} */
export function readTexts(folder: string): Texts {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  const { texts, flaws } = parseTexts(Object.fromEntries(files));
  if (flaws.length > 0) throw new InvalidTextsError(folder, flaws);
  return texts;
}

/** The texts of config/notifications, read when they are first needed. */
@Injectable()
export class TextFolder {
  #read: Texts | undefined;

  constructor(@Inject(NOTIFICATION_SETTINGS) private readonly settings: NotificationSettings) {}

  /** @throws {InvalidTextsError} */
  get texts(): Texts {
    this.#read ??= readTexts(this.settings.texts);
    return this.#read;
  }
}
