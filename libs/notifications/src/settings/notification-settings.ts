import { readFileSync } from 'node:fs';
import { isPrivateHost } from '../channels/private-addresses.js';
import { isEmail } from '../domain/address.js';
import { isNoticeKind, NOTICE_KINDS, type NoticeKind } from '../domain/announcement.js';
import type { RetrySettings } from '../domain/retry.js';

export interface EmailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Refuses a server that offers no STARTTLS. */
  readonly requireTls: boolean;
  /** Null: the server asks for no login. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** The address that mails come from. */
  readonly from: string;
  readonly fromName: string | null;
  readonly replyTo: string | null;
  /** Local `HH:mm` from which a day's mail is sent. */
  readonly digestAt: string;
  /** Kinds that don't wait for the day's mail. */
  readonly immediately: readonly NoticeKind[];
}

export interface WebhookSubscription {
  /** Names it in lists and in ids: one that is renamed is another one. */
  readonly id: string;
  readonly url: string;
  /** Key of the signature. */
  readonly secret: string;
  readonly kinds: readonly NoticeKind[];
  /** May lead to an address of a private network. */
  readonly allowPrivate: boolean;
}

export interface NotificationSettings {
  /** Absolute path of notifications.db. */
  readonly file: string;
  /** Absolute path of the folder of texts. */
  readonly texts: string;
  /** Where people reach the system, without a slash at its end; null: links are paths. */
  readonly publicUrl: string | null;
  /** Where a new file begins to follow the log. */
  readonly startAt: 'end' | 'beginning';
  /** Days after which what was told is forgotten. */
  readonly keepDays: number;
  readonly retry: RetrySettings;
  /** Null: no mails. */
  readonly email: EmailSettings | null;
  readonly webhooks: readonly WebhookSubscription[];
}

/** Injection token of the {@link NotificationSettings}. */
export const NOTIFICATION_SETTINGS = Symbol('NotificationSettings');

/** A setting that can't be used: says which, and what it may be. Never repeats a secret. */
export class InvalidNotificationSettingError extends Error {
  constructor(key: string, value: unknown, wanted: string) {
    super(`setting ${key}: ${JSON.stringify(value) ?? 'nothing'} is not ${wanted}`);
    this.name = 'InvalidNotificationSettingError';
  }
}

const DEFAULTS = {
  keepDays: 365,
  digestAt: '07:30',
  submissionPort: 587,
  retry: { firstSeconds: 60, longestSeconds: 900, giveUpHours: 72, refusals: 3 },
} as const;
const DEFAULT_IMMEDIATELY: readonly NoticeKind[] = [
  'warning-level-3',
  'warning-level-4',
  'explanation-requested',
];
const MAX_PORT = 65_535;
const MIN_SECRET = 16;
const SECRET = '(hidden)';

type Given = Readonly<Record<string, unknown>>;

export interface NotificationPlaces {
  /** Absolute path of notifications.db: in the folder that all processes of a machine share. */
  readonly file: string;
  /** Absolute path of config/notifications. */
  readonly texts: string;
  /** `NQ57_SMTP_PASSWORD`, or `NQ57_SMTP_PASSWORD_FILE`: the path of a file that holds it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the key `notifications` of config/default.yaml; everything may be left out, and is off then.
 * @throws {InvalidNotificationSettingError} an unknown key, or a value that can't be
 */
export function readNotificationSettings(raw: unknown, places: NotificationPlaces): NotificationSettings {
  const given = section('notifications', raw, [
    'publicUrl',
    'startAt',
    'keepDays',
    'retry',
    'email',
    'webhooks',
  ]);
  const retry = section('notifications.retry', given.retry, Object.keys(DEFAULTS.retry));
  const seconds = (key: keyof RetrySettings) =>
    whole(`notifications.retry.${key}`, retry[key] ?? DEFAULTS.retry[key]);
  return {
    file: places.file,
    texts: places.texts,
    publicUrl: given.publicUrl == null ? null : publicUrl(given.publicUrl),
    startAt: oneOf('notifications.startAt', given.startAt ?? 'end', ['end', 'beginning']),
    keepDays: whole('notifications.keepDays', given.keepDays ?? DEFAULTS.keepDays),
    retry: {
      firstSeconds: seconds('firstSeconds'),
      longestSeconds: seconds('longestSeconds'),
      giveUpHours: seconds('giveUpHours'),
      refusals: seconds('refusals'),
    },
    email: given.email == null ? null : emailSettings(given.email, places.env ?? {}),
    webhooks: webhooks(given.webhooks),
  };
}

function emailSettings(raw: unknown, env: NonNullable<NotificationPlaces['env']>): EmailSettings {
  const at = (key: string) => `notifications.email.${key}`;
  const given = section('notifications.email', raw, [
    'host',
    'port',
    'secure',
    'requireTls',
    'user',
    'password',
    'passwordFile',
    'from',
    'fromName',
    'replyTo',
    'digestAt',
    'immediately',
  ]);
  const password =
    env.NQ57_SMTP_PASSWORD ??
    secretOf('notifications.email.password', {
      password: given.password,
      passwordFile: env.NQ57_SMTP_PASSWORD_FILE ?? given.passwordFile,
    });
  if (given.user != null && password === null) {
    throw new InvalidNotificationSettingError(
      at('password'),
      null,
      'given beside user; set NQ57_SMTP_PASSWORD, or passwordFile',
    );
  }
  const digestAt = text(at('digestAt'), given.digestAt ?? DEFAULTS.digestAt);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(digestAt)) {
    throw new InvalidNotificationSettingError(at('digestAt'), digestAt, 'a time of day such as 07:30');
  }
  return {
    host: text(at('host'), given.host),
    port: whole(at('port'), given.port ?? DEFAULTS.submissionPort, MAX_PORT),
    secure: flag(at('secure'), given.secure),
    requireTls: flag(at('requireTls'), given.requireTls),
    login: given.user == null ? null : { user: text(at('user'), given.user), password: password ?? '' },
    from: address(at('from'), given.from),
    fromName: given.fromName == null ? null : text(at('fromName'), given.fromName),
    replyTo: given.replyTo == null ? null : address(at('replyTo'), given.replyTo),
    digestAt,
    immediately: kinds(at('immediately'), given.immediately ?? DEFAULT_IMMEDIATELY),
  };
}

function webhooks(raw: unknown): readonly WebhookSubscription[] {
  if (raw == null) return [];
  if (!Array.isArray(raw)) throw new InvalidNotificationSettingError('notifications.webhooks', raw, 'a list');
  const known = new Set<string>();
  return raw.map((one: unknown, index) => {
    const at = (key: string) => `notifications.webhooks[${index}].${key}`;
    const given = section(`notifications.webhooks[${index}]`, one, [
      'id',
      'url',
      'secret',
      'secretFile',
      'kinds',
      'allowPrivate',
    ]);
    const id = text(at('id'), given.id);
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id) || known.has(id)) {
      throw new InvalidNotificationSettingError(
        at('id'),
        id,
        'a name of its own of lower-case letters, digits and hyphens',
      );
    }
    known.add(id);
    const secret = secretOf(at('secret'), { password: given.secret, passwordFile: given.secretFile });
    if (secret === null || secret.length < MIN_SECRET) {
      throw new InvalidNotificationSettingError(
        at('secret'),
        secret === null ? null : SECRET,
        `a text of at least ${MIN_SECRET} characters, or secretFile a file with one`,
      );
    }
    const allowPrivate = flag(at('allowPrivate'), given.allowPrivate);
    return {
      id,
      url: webhookUrl(at('url'), given.url, allowPrivate),
      secret,
      kinds: given.kinds == null ? NOTICE_KINDS : kinds(at('kinds'), given.kinds),
      allowPrivate,
    };
  });
}

function webhookUrl(key: string, value: unknown, allowPrivate: boolean): string {
  const url = urlOf(key, value);
  if (url.username !== '' || url.password !== '') {
    throw new InvalidNotificationSettingError(key, SECRET, 'an address without a login in it');
  }
  if (!allowPrivate && isPrivateHost(url.hostname)) {
    throw new InvalidNotificationSettingError(
      key,
      url.origin,
      'outside of this machine and of private networks; allowPrivate: true lets it be',
    );
  }
  return url.href;
}

function publicUrl(value: unknown): string {
  const url = urlOf('notifications.publicUrl', value);
  return url.href.replace(/\/+$/, '');
}

function urlOf(key: string, value: unknown): URL {
  const url = URL.parse(text(key, value));
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new InvalidNotificationSettingError(key, value, 'an address that begins with https:// or http://');
  }
  return url;
}

function section(key: string, raw: unknown, known: readonly string[]): Given {
  if (raw == null) return {};
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    throw new InvalidNotificationSettingError(key, raw, `a section with ${known.join(', ')}`);
  }
  const unknown = Object.keys(raw).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InvalidNotificationSettingError(
      `${key}.${unknown}`,
      SECRET,
      `known; there are ${known.join(', ')}`,
    );
  }
  return raw as Given;
}

/** One line without controls: it may stand in a header. */
function text(key: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || /\p{Cc}/u.test(value)) {
    throw new InvalidNotificationSettingError(key, value ?? null, 'a text on one line');
  }
  return value.trim();
}

function address(key: string, value: unknown): string {
  const given = typeof value === 'string' ? value : '';
  if (isEmail(given)) return given;
  throw new InvalidNotificationSettingError(key, value ?? null, 'one address of e-mail');
}

function whole(key: string, value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= max) return Number(value);
  throw new InvalidNotificationSettingError(
    key,
    value,
    `a whole number from 1${max === MAX_PORT ? ` to ${max}` : ''}`,
  );
}

function flag(key: string, value: unknown): boolean {
  if (value == null) return false;
  if (typeof value === 'boolean') return value;
  throw new InvalidNotificationSettingError(key, value, 'true or false');
}

function oneOf<Word extends string>(key: string, value: unknown, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new InvalidNotificationSettingError(key, value, words.join(' or '));
}

function kinds(key: string, value: unknown): readonly NoticeKind[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === 'string' && isNoticeKind(one)) return one;
    throw new InvalidNotificationSettingError(key, one, `a list of ${NOTICE_KINDS.join(', ')}`);
  });
}

/** A secret that stands in the settings or in a file; null: neither. */
function secretOf(key: string, { password, passwordFile }: Given): string | null {
  if (password != null) return text(key, typeof password === 'string' ? password : String(password));
  if (passwordFile == null) return null;
  const path = text(`${key}File`, passwordFile);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new InvalidNotificationSettingError(`${key}File`, path, 'a file that can be read');
  }
}
