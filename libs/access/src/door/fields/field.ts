import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

/** What every field can say of itself. */
export interface FieldOptions {
  /** May be left out or null. */
  readonly optional?: boolean;
  /** For the API pages, Vietnamese. */
  readonly description?: string;
  readonly example?: unknown;
}

/** Says what is wrong with a value, in Vietnamese, to be read after the field's name; null: nothing. */
export type Check = (value: unknown) => string | null;

/** The name under which the one constraint of a field is reported. */
export const FIELD_CONSTRAINT = 'field';

/**
 * The base of every field decorator: one conversion, one check, one entry in the API pages, so that each field
 * answers with one sentence in Vietnamese.
 * @param parts.convert runs before the check and must leave alone what it does not understand
 */
export function field(
  parts: {
    readonly check: Check;
    readonly convert?: (value: unknown) => unknown;
    readonly api: ApiPropertyOptions;
  },
  { optional = false, description, example }: FieldOptions,
): PropertyDecorator {
  const check: Check = (value) =>
    value === undefined || value === null ? 'là trường bắt buộc' : parts.check(value);
  const { convert } = parts;
  return applyDecorators(
    ...(convert ? [Transform(({ value }) => convert(value))] : []),
    ...(optional ? [ValidateIf((_dto, value) => value !== undefined && value !== null)] : []),
    ValidateBy({
      name: FIELD_CONSTRAINT,
      validator: {
        validate: (value) => check(value) === null,
        defaultMessage: (checked) => check(checked?.value) ?? '',
      },
    }),
    ApiProperty({
      ...parts.api,
      required: !optional,
      ...(optional ? { nullable: true } : {}),
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
    } as ApiPropertyOptions),
  );
}
