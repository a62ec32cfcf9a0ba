import { type FieldOptions, field } from './field.js';
import { isSecretField } from './secret-fields.js';

const LONGEST_ACCEPTED = 1000;

/**
 * A password, taken as it is: the rules on it are the credential store's. Only on fields that are known as secret,
 * so that no digest of a request covers it.
 */
export function Password(options: FieldOptions): PropertyDecorator {
  return (target, name) => {
    if (!isSecretField(String(name))) throw new Error(`${String(name)} is not among the secret fields`);
    field(
      {
        check: (value) => {
          if (typeof value !== 'string') return 'phải là văn bản';
          if (value === '') return 'không được để trống';
          return value.length > LONGEST_ACCEPTED ? `không được dài quá ${LONGEST_ACCEPTED} ký tự` : null;
        },
        api: { type: String, format: 'password', writeOnly: true, maxLength: LONGEST_ACCEPTED },
      },
      options,
    )(target, name);
  };
}
