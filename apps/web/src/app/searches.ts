import { EVENT_GROUPS } from '../ui/event-groups.js';
import { ROLES } from '../ui/roles.js';
import { UNIT_KINDS } from '../ui/unit-kinds.js';
import { BUCKETS, EXPLANATION_STATES, OUTCOME_GROUPS, OUTCOMES, RULES } from '../ui/words.js';
import { day, dayOrInstant, id, oneOf, pagePath, period, searchOf, span, text, whole } from './search.js';

const MAX_LEVEL = 4;

/** What every page's address may hold: the programme, and the two clocks (read with care: see `useAddressClocks`). */
export interface CommonSearch {
  /** Programme. */
  readonly ct?: string;
  /** The day that is spoken of. */
  readonly ngay?: string;
  /** What was known by then. */
  readonly biet?: string;
}

/** The common part never fails: what can't be read is shown as such by the layout. */
export function commonSearch(raw: Record<string, unknown>): CommonSearch {
  const take = (name: keyof CommonSearch) =>
    typeof raw[name] === 'string' && raw[name] !== '' ? { [name]: raw[name] } : {};
  return { ...take('ct'), ...take('ngay'), ...take('biet') };
}

/** Reads the clocks of an address; undefined: it can't be read. */
export const clockFields = { ngay: day, biet: dayOrInstant } as const;

/*
 * The filters of the pages, which are addresses that can be sent to a colleague. A page reads its own by
 * `getRouteApi('/khung/nhiem-vu').useSearch()`; links to it are checked against this.
 */

/** Assignments. */
export const tasksSearch = searchOf({
  q: text,
  /** Section of the document. */
  phan: id,
  /** Directing leader, by position. */
  lanhDao: text,
  donVi: id,
  nhiemVu: id,
  nhom: oneOf(...BUCKETS),
  /** Level of the highest open warning; 0: none is open. */
  muc: whole(0, MAX_LEVEL),
  /** What is still to be done, alone. */
  con: oneOf('co'),
  hanTu: day,
  hanDen: day,
  /** The server's orders; a minus sign turns one round. */
  sap: oneOf(
    'document',
    'due',
    '-due',
    'percent',
    '-percent',
    'warning',
    '-warning',
    'lastReport',
    '-lastReport',
    'unit',
    '-unit',
  ),
});

/** One assignment: which of its months or events is looked at; the whole task's months beside it. */
export const taskSearch = searchOf({ ky: period, suKien: id, caNhiemVu: oneOf('co') });

/** The list behind the figures of a month: one row for each expected update, or for each task, unit … of them. */
export const updatesSearch = searchOf({
  thang: period,
  /** By what a month's figures are put together; left out: one row for each expected update. */
  theo: oneOf('nhiem-vu', 'phan', 'chu-tri-chi-dao', 'don-vi', 'nhom-don-vi'),
  /** Instead of one period those whose last day lies from one day to the other. */
  tu: day,
  den: day,
  ketQua: oneOf(...OUTCOMES),
  /** Of a closed month the list as it was closed, which its figures are of; left out: as it is. */
  so: oneOf('chot'),
  /** Several outcomes that a figure counts together, instead of one. */
  gom: oneOf(...OUTCOME_GROUPS),
  donVi: id,
  nhiemVu: id,
  phan: id,
  nhomDonVi: id,
  lanhDao: text,
});

/** A month and which of its steps is open; of the list that was closed, the outcome. */
export const monthEndSearch = searchOf({
  thang: period,
  buoc: oneOf('don-doc', 'han-nop', 'ra-soat', 'chot', 'danh-sach', 'troi', 'mo-lai'),
  ketQua: oneOf(...OUTCOMES),
});

export type MonthEndSearch = ReturnType<typeof monthEndSearch>;

export const warningsSearch = searchOf({
  /** Left out: those that stand. */
  tinhTrang: oneOf('open', 'cleared', 'all'),
  muc: whole(1, MAX_LEVEL),
  quyTac: oneOf(...RULES),
  donVi: id,
  nhiemVu: id,
  /** Code of an indicator. */
  chiTieu: id,
  giaiTrinh: oneOf(...EXPLANATION_STATES),
  sap: oneOf('newest', 'inbox'),
});

export type WarningsSearch = ReturnType<typeof warningsSearch>;

export const rankingSearch = searchOf({
  ky: span,
  /** Kind of unit. */
  loai: oneOf(...UNIT_KINDS),
  q: text,
  /** One unit's card, with its shortfalls of one kind. */
  donVi: id,
  loc: oneOf('update-late', 'update-missing', 'update-insufficient', 'task-overdue'),
  duThao: oneOf('commendation', 'criticism'),
});

export const indicatorsSearch = searchOf({
  danhGia: oneOf('achieved', 'on-track', 'at-risk', 'off-track', 'cannot-be-judged'),
  nhom: text,
  q: text,
});

/** One indicator: which unit's figures, of which period. */
export const indicatorSearch = searchOf({
  donVi: id,
  ky: span,
  tinhTrang: oneOf('reported', 'waiting', 'missing'),
});

export const thisMonthSearch = searchOf({ thang: period, nhiemVu: id, donVi: id });

export const ownSearch = searchOf({
  xem: oneOf('canh-bao', 'lich-su', 'xep-hang'),
  donVi: id,
  tinhTrang: oneOf('open', 'cleared'),
  tu: day,
  den: day,
  ky: span,
});

/** What is looked up: words, or the trail of a unit, a task, a position (account), or one event, or what came to be known. */
export const lookUpSearch = searchOf({
  xem: oneOf('biet-them'),
  q: text,
  donVi: id,
  nhiemVu: id,
  chucDanh: id,
  suKien: id,
  /** Kind of event. */
  loai: oneOf(...EVENT_GROUPS),
  /** Account that acted, or the process of a rule. */
  nguoi: id,
  tu: day,
  den: day,
  /** Instants between which something came to be known. */
  tuLuc: dayOrInstant,
  denLuc: dayOrInstant,
});

/** An address of this app, to be shown as it was beside as it is. */
export const compareSearch = searchOf({ trang: pagePath });

/** Accounts: `none` finds those without a role; one of them is looked at. */
export const accountsSearch = searchOf({
  q: text,
  vaiTro: oneOf(...ROLES, 'none'),
  tinhTrang: oneOf('open', 'disabled'),
  taiKhoan: id,
});

/** A preview that waits for its confirmation, and which of its rows are shown. */
export const importSearch = searchOf({
  /** The programme that it is for, which needn't be registered yet. */
  chuongTrinh: id,
  lan: id,
  viec: oneOf('create', 'change', 'keep', 'unreadable'),
});

/** Where to go after the login: a page of this app; anything else is left out. */
export function loginSearch(raw: Record<string, unknown>): { readonly toi?: string } {
  const toi = typeof raw.toi === 'string' ? pagePath(raw.toi) : undefined;
  return toi === undefined ? {} : { toi };
}
