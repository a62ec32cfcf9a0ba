import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type Flaw, Refusal } from '#kernel';
import { checkShape, unknownField } from './body-shape.js';
import { FIELD_CONSTRAINT } from './fields/field.js';

const MAX_FLAWS = 100;
const MAX_NAME = 100;
const NOT_AN_OBJECT = 'phải là một đối tượng';

/** Checks bodies and queries against their DTO; unknown fields are refused, nothing is converted by guess. */
@Injectable()
class DoorValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
      transform: true,
      transformOptions: { enableImplicitConversion: false },
      stopAtFirstError: false,
      validationError: { target: false, value: false },
      exceptionFactory: invalidInput,
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body' && metadata.type !== 'query') return super.transform(value, metadata);
    checkShape(value);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (metadata.type === 'body' && value !== undefined && !isObject) {
      throw new Refusal('invalid', 'invalid-input', 'Nội dung gửi lên phải là một đối tượng JSON.', [
        { at: '', detail: NOT_AN_OBJECT },
      ]);
    }
    return super.transform(value, metadata);
  }
}

/** The global pipe of every app with HTTP. @throws {Refusal} invalid (`invalid-input`), a flaw for each field */
export function validationPipe(): ValidationPipe {
  return new DoorValidationPipe();
}

function invalidInput(errors: readonly ValidationError[]): Refusal {
  const flaws = flawsOf(errors, '').slice(0, MAX_FLAWS);
  const [first] = flaws;
  // The sentence about an unknown field names it already.
  const named = first?.detail.includes(`“${first.at}”`);
  const where = first ? `: ${named ? '' : `${first.at} `}${first.detail}` : '';
  const more = flaws.length > 1 ? ` (và ${flaws.length - 1} lỗi khác)` : '';
  return new Refusal('invalid', 'invalid-input', `Dữ liệu gửi lên chưa hợp lệ${where}${more}.`, flaws);
}

function flawsOf(errors: readonly ValidationError[], parent: string): Flaw[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const name = property.slice(0, MAX_NAME);
    const isIndex = parent !== '' && /^\d+$/.test(name);
    const at = isIndex ? `${parent}[${name}]` : parent === '' ? name : `${parent}.${name}`;
    if (constraints.whitelistValidation !== undefined) return [unknownField(name, at)];
    const own = constraints[FIELD_CONSTRAINT];
    if (own !== undefined) return [{ at, detail: own }];
    if (Object.keys(constraints).length > 0) return [{ at, detail: NOT_AN_OBJECT }];
    return flawsOf(children, at);
  });
}
