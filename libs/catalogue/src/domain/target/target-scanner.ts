import { UnknownTargetPhraseError } from './target.js';
import { type BreakKind, combine, type Figure, type Item } from './target-items.js';
import { vietnameseNumber } from './target-number.js';
import type { TargetToken, TargetTokenKind } from './target-tokens.js';
import { isDescribing, readUnit, type Unit } from './target-unit.js';
import {
  COUNTED,
  EVERY_WORDS,
  GROUP_WORDS,
  LEADING_PHRASES,
  LONGEST_MODIFIER_WORDS,
  LONGEST_NAME_WORDS,
  MODIFIERS,
  type Modifier,
  MULTIPLE_WORDS,
  MULTIPLIERS,
  NAMED_BY_NUMBER,
  NUMBER_WORDS,
  OUTLOOK_PHRASES,
  PERIOD_WORDS,
  ROMAN_QUARTERS,
  SIGNS,
  TIME_WORDS,
  TURNING_WORDS,
} from './target-vocabulary.js';

const YEAR = /^(?:19|20|21)\d{2}$/;
const UPPER_CASE = /^\p{Lu}/u;
const SMALL_PRINT_WORDS = 4;
const LAST_DAY = 31;
const LAST_MONTH = 12;
const LONGEST_BASELINE = 9;
const LONGEST_GROUP = 12;
const LARGEST_DENOMINATOR = 10;
const HALF = 0.5;
const BASELINE_ENDS: ReadonlySet<string> = new Set([
  'vào',
  'đến',
  'trong',
  'đạt',
  'là',
  'và',
  'thì',
  'giảm',
  'tăng',
]);
const SMALL_PRINT: ReadonlySet<string> = new Set([
  ...NUMBER_WORDS.keys(),
  'trăm',
  'mươi',
  'mốt',
  'lăm',
  'tư',
  'nghìn',
]);
const BREAKS: ReadonlyMap<TargetTokenKind, BreakKind> = new Map([
  ['dot', 'sentence'],
  ['semicolon', 'clause'],
  ['comma', 'comma'],
  ['open', 'open'],
  ['close', 'close'],
]);
const RUN: ReadonlySet<TargetTokenKind> = new Set(['word', 'number', 'slash', 'dash', 'colon']);

/** Finds the figures, years, cadences and names in the tokens of a phrase, in one pass. */
export class TargetScanner {
  private readonly items: Item[] = [];
  private index = 0;

  constructor(
    private readonly tokens: readonly TargetToken[],
    private readonly phrase: string,
  ) {}

  /** @throws UnknownTargetPhraseError for a figure that can't be read, or not in one way only */
  scan(): Item[] {
    while (this.index < this.tokens.length) {
      const token = this.tokens[this.index]!;
      if (token.kind === 'number') this.scanNumber(token);
      else if (token.kind === 'word') this.scanWord(token);
      else this.scanSign(token);
    }
    return this.items;
  }

  private fail(reason: string): never {
    throw new UnknownTargetPhraseError(this.phrase, reason);
  }

  private at(ahead = 0): TargetToken | undefined {
    return this.tokens[this.index + ahead];
  }

  private is(kind: TargetTokenKind, ahead = 0): boolean {
    return this.at(ahead)?.kind === kind;
  }

  private word(ahead = 0): string {
    const token = this.at(ahead);
    return token?.kind === 'word' ? token.folded : '';
  }

  private number(ahead = 0): string {
    const token = this.at(ahead);
    return token?.kind === 'number' ? token.text : '';
  }

  private push(item: Item, tokens: number): void {
    this.items.push(item);
    this.index += tokens;
  }

  /** The last `count` words of what was read, or undefined if there are not so many together. */
  private lastWords(count: number): string | undefined {
    const words: string[] = [];
    for (let back = count; back >= 1; back -= 1) {
      const item = this.items.at(-back);
      if (item?.type !== 'word') return undefined;
      words.push(item.folded);
    }
    return words.join(' ');
  }

  private scanSign(token: TargetToken): void {
    if (token.kind === 'slash' && PERIOD_WORDS.has(this.word(1)) && !this.startsYear(1)) {
      this.push({ type: 'cadence', recurrence: PERIOD_WORDS.get(this.word(1))! }, 2);
      return;
    }
    const modifier = SIGNS.get(token.text);
    if (modifier) {
      this.push({ type: 'sign', modifier, colon: token.kind === 'colon' }, 1);
      return;
    }
    const separates = BREAKS.get(token.kind);
    if (separates) {
      this.push({ type: 'break', kind: separates }, 1);
      return;
    }
    if (token.kind === 'dash' && !token.glued && this.is('number', 1) && this.at(1)!.glued) {
      this.fail('dấu gạch trước con số: không rõ là số âm hay khoảng');
    }
    if (token.kind === 'percent') this.fail('dấu % không có con số');
    const isBullet = token.kind === 'dash' && !token.glued && UPPER_CASE.test(this.at(1)?.text ?? '');
    this.push(isBullet && !this.at(1)!.glued ? { type: 'break', kind: 'clause' } : { type: 'name' }, 1);
  }

  private scanWord({ folded }: TargetToken): void {
    if (folded === 'trong' && this.word(1) === 'đó') {
      this.push({ type: 'break', kind: 'within' }, 2);
    } else if (EVERY_WORDS.has(folded) && PERIOD_WORDS.has(this.word(1)) && !this.startsYear(1)) {
      const every = this.word(1);
      const isTalk = every === 'ngày' && folded !== 'mỗi';
      const cadence: Item = { type: 'cadence', recurrence: PERIOD_WORDS.get(every)! };
      this.push(isTalk ? { type: 'name' } : cadence, 2);
    } else if (folded === 'so' && (this.word(1) === 'với' || this.startsYear(1))) {
      this.scanBaseline();
    } else if (folded === 'trở' && (this.word(1) === 'lên' || this.word(1) === 'xuống')) {
      this.scanSuffix(this.word(1) === 'lên' ? 'at_least' : 'at_most');
    } else if (!this.scanDate() && !this.scanSpelt()) {
      this.push({ type: 'word', folded }, 1);
    }
  }

  /** "trở lên" belongs to the last figure of the same part of the phrase. */
  private scanSuffix(suffix: 'at_least' | 'at_most'): void {
    for (let back = this.items.length - 1; back >= 0; back -= 1) {
      const item = this.items[back]!;
      if (item.type === 'break') break;
      if (item.type !== 'figure') continue;
      const { direction, from } = item.figure.said;
      const contradicts = direction !== undefined && direction !== suffix && !from;
      if (contradicts || item.figure.max !== undefined)
        this.fail('"trở lên", "trở xuống" không khớp với con số');
      item.figure.suffix = suffix;
      break;
    }
    this.push({ type: 'name' }, 2);
  }

  /** "so với" and what follows, up to a break, a figure or a word that goes on with the sentence. */
  private scanBaseline(): void {
    let length = this.word(1) === 'với' ? 2 : 1;
    const opening = length;
    while (length < LONGEST_BASELINE) {
      const token = this.at(length);
      if (token?.kind === 'word' ? BASELINE_ENDS.has(token.folded) : !YEAR.test(this.number(length))) break;
      length += 1;
    }
    if (length === opening) {
      this.push({ type: 'name' }, opening);
      return;
    }
    const words = this.tokens.slice(this.index, this.index + length);
    this.push({ type: 'baseline', text: words.map(({ text }) => text.toLowerCase()).join(' ') }, length);
  }

  /** "năm 2030" here? */
  private startsYear(ahead: number): boolean {
    return (this.word(ahead) === 'năm' && YEAR.test(this.number(ahead + 1))) || YEAR.test(this.number(ahead));
  }

  /** A date that opens with a word: "ngày 22/12/2024", "tháng 6/2026", "quý IV năm 2026", "năm 2030". */
  private scanDate(): boolean {
    const opener = this.word();
    if (opener === 'năm' && YEAR.test(this.number(1))) {
      this.index += 1;
      this.scanYear();
      return true;
    }
    const before = this.items.at(-1);
    const counts = before?.type === 'figure' || (before?.type === 'word' && before.folded === 'một');
    if (counts || this.is('slash', -1)) return false;
    const numeral = this.number(1);
    if (opener === 'ngày' && isUpTo(numeral, LAST_DAY)) return this.takeDate(2);
    if (opener === 'tháng' && isUpTo(numeral, LAST_MONTH)) return this.takeDate(2);
    if (opener === 'quý' && (isUpTo(numeral, 4) || ROMAN_QUARTERS.has(this.word(1)))) return this.takeDate(2);
    return false;
  }

  /** The rest of a date whose first tokens are known: "/6", "tháng 6", "/2026", "năm 2026". */
  private takeDate(known: number): boolean {
    let length = known;
    const takes = (fits: boolean, tokens: number) => {
      if (fits) length += tokens;
    };
    takes(this.is('slash', length) && isUpTo(this.number(length + 1), LAST_MONTH), 2);
    takes(this.word(length) === 'tháng' && isUpTo(this.number(length + 1), LAST_MONTH), 2);
    const slash = this.is('slash', length) ? 1 : 0;
    const year = this.word(length + slash) === 'năm' ? 1 : 0;
    const numeral = this.number(length + slash + year);
    if (!YEAR.test(numeral) || slash + year === 0) {
      this.popTimeWords();
      this.push({ type: 'name' }, length);
      return true;
    }
    const isDay = this.word() === 'ngày';
    this.index += length + slash + year;
    this.pushYear(Number(numeral), 1, isDay);
    return true;
  }

  /** At a year: one, or a period of two, whose end is the year. */
  private scanYear(): void {
    const through = this.is('dash', 1) || this.word(1) === 'đến' ? 1 : 0;
    const named = through && this.word(2) === 'năm' ? 1 : 0;
    const last = this.number(1 + through + named);
    if (through && YEAR.test(last)) {
      const opens = this.lastWords(2) === 'giai đoạn';
      if (opens) this.items.splice(-2);
      const before = this.items.at(-1);
      const apart = before === undefined || before.type === 'break';
      if (apart || this.lastWords(1) === 'trong') this.pushYear(Number(last), 2 + through + named);
      else this.push({ type: 'name' }, 2 + through + named);
      return;
    }
    this.pushYear(Number(this.number()), 1);
  }

  /** A day counts only with a word that makes it a deadline: others are those of documents. */
  private pushYear(year: number, tokens: number, isDay = false): void {
    const firm = this.popTimeWords();
    const before = this.items.at(-1);
    if (!firm && before?.type === 'figure' && before.figure.unit === 'lần') {
      this.push({ type: 'baseline', text: `so với năm ${year}` }, tokens);
      return;
    }
    const isOutlook = OUTLOOK_PHRASES.some((outlook) => this.lastWords(2) === outlook);
    if (isOutlook) this.items.splice(-2);
    const isNamed = isOutlook || (isDay && !firm);
    this.push(isNamed ? { type: 'name' } : { type: 'year', year, firm }, tokens);
  }

  /** @returns whether there was one that says "by" or "in" */
  private popTimeWords(): boolean {
    let firm = false;
    for (let word = this.lastWords(1); word && TIME_WORDS.has(word); word = this.lastWords(1)) {
      firm ||= PERIOD_WORDS.get(word) === undefined;
      this.items.pop();
    }
    return firm;
  }

  /** A figure in words: "gấp đôi", "ít nhất một mô hình", "một phần ba số xã", "một nửa số xã". */
  private scanSpelt(): boolean {
    const folded = this.word();
    if (folded === 'nửa' && this.word(1) === 'số') {
      if (this.lastWords(1) === 'một') this.items.pop();
      this.pushSpelt(HALF, 1);
      return true;
    }
    if (this.lastWords(1) === 'gấp' && MULTIPLE_WORDS.has(folded)) {
      const times = this.word(1) === 'lần' ? 2 : 1;
      const said = this.popModifiers(folded);
      this.pushFigure(
        { value: MULTIPLE_WORDS.get(folded)!, unit: 'lần', knownUnit: true },
        folded,
        said,
        times,
      );
      return true;
    }
    const value = NUMBER_WORDS.get(folded);
    if (value === undefined) return false;
    const parts = this.word(2) === 'tư' ? 4 : NUMBER_WORDS.get(this.word(2));
    if (this.word(1) === 'phần' && parts !== undefined && this.word(3) === 'số') {
      this.pushSpelt(value / parts, 3);
      return true;
    }
    if (!this.startsCounted(1) || !this.isStronglyLedUpTo()) return false;
    this.pushSpelt(value, 1);
    return true;
  }

  private pushSpelt(value: number, tokens: number): void {
    const text = this.word();
    const said = this.popModifiers(text);
    const unit = readUnit(this.tokens, this.index + tokens, this.fractionOf(value), this.phrase);
    this.pushFigure({ value, ...unit }, text, said, tokens + unit.tokens);
  }

  private fractionOf(value: number): boolean {
    return value < 1;
  }

  private startsCounted(ahead: number): boolean {
    const words = [this.word(ahead), this.word(ahead + 1), this.word(ahead + 2)];
    return words.some((_, last) => COUNTED.has(words.slice(0, last + 1).join(' ')));
  }

  private isStronglyLedUpTo(): boolean {
    for (let words = LONGEST_MODIFIER_WORDS; words >= 1; words -= 1) {
      const modifier = MODIFIERS.get(this.lastWords(words) ?? '');
      if (modifier?.strong && modifier.direction) return true;
    }
    return false;
  }

  private scanNumber(token: TargetToken): void {
    const run = this.glued();
    if (this.isNamed(token, run)) {
      this.push({ type: 'name' }, run);
      return;
    }
    const month = isUpTo(token.text, LAST_DAY) && this.is('slash', 1);
    if (month && isUpTo(this.number(2), LAST_MONTH) && this.is('slash', 3) && YEAR.test(this.number(4))) {
      this.index += 4;
      this.pushYear(Number(this.number()), 1, true);
      return;
    }
    if (month && isUpTo(token.text, LAST_MONTH) && YEAR.test(this.number(2))) {
      this.index += 2;
      this.pushYear(Number(this.number()), 1);
      return;
    }
    if (YEAR.test(token.text) && this.isYearHere()) this.scanYear();
    else this.scanFigure(token);
  }

  /** A number of four digits is a year after a word of time or in a period, and where nothing is counted by it. */
  private isYearHere(): boolean {
    if (this.is('percent', 1) || this.startsCounted(1) || MULTIPLIERS.has(this.word(1))) return false;
    const isPeriod = this.is('dash', 1) && YEAR.test(this.number(2)) && !this.startsCounted(3);
    const before = this.lastWords(1);
    return (
      isPeriod || (before !== undefined && TIME_WORDS.has(before) && PERIOD_WORDS.get(before) === undefined)
    );
  }

  /** How many tokens from here stand together without a blank, as in a document's number. */
  private glued(): number {
    let length = 1;
    for (;;) {
      const next = this.at(length);
      if (!next?.glued || !RUN.has(next.kind)) break;
      const joins = next.kind === 'word' || next.kind === 'number';
      const goesOn =
        this.at(length + 1)?.glued && (this.is('word', length + 1) || this.is('number', length + 1));
      const isBrokenName = next.kind === 'dash' && UPPER_CASE.test(this.at(length + 1)?.text ?? '');
      if (!joins && !goesOn && !(isBrokenName && this.is('slash', length + 2))) break;
      length += joins ? 1 : 2;
    }
    return length;
  }

  private isNamed(token: TargetToken, run: number): boolean {
    const before = this.at(-1);
    if (token.glued && before?.kind === 'word' && !MODIFIERS.has(before.folded)) return true;
    const isHyphened = token.glued && before?.kind === 'dash' && before.glued && this.is('word', -2);
    if (isHyphened && this.word(-2) !== 'top') return true;
    if (before?.kind === 'open' && this.is('close', 1)) return true;

    const glued = this.tokens.slice(this.index + 1, this.index + run);
    const hasCode = glued.some(({ kind, text }, place) => {
      return kind === 'word' && UPPER_CASE.test(text) && glued[place - 1]?.kind !== 'number';
    });
    const unit = this.at(1)!;
    const opensWithLetters = glued[0]?.kind === 'word';
    if (opensWithLetters)
      return !this.startsCounted(1) && !MULTIPLIERS.has(unit.folded) && unit.folded !== 'đồng';
    if (hasCode) return true;
    if (this.is('percent', 1)) return false;
    return this.isNameOfNumber() || this.goesOnWithNames();
  }

  private isNameOfNumber(): boolean {
    for (let words = LONGEST_NAME_WORDS; words >= 1; words -= 1) {
      const name = this.lastWords(words);
      if (name === undefined || !NAMED_BY_NUMBER.has(name)) continue;
      if (YEAR.test(this.number()) && name === 'giai đoạn') return false;
      const isRank = [2, 3, 4].some((more) => MODIFIERS.get(this.lastWords(more) ?? '')?.rank);
      const isVerb = (name === 'hướng dẫn' || name === 'thông báo') && this.startsCounted(1);
      return !isRank && !isVerb;
    }
    return false;
  }

  /** "Nghị định 106, 107 và 120". */
  private goesOnWithNames(): boolean {
    const joint = this.items.at(-1);
    const isJoint = (joint?.type === 'break' && joint.kind === 'comma') || this.lastWords(1) === 'và';
    return isJoint && this.items.at(-2)?.type === 'name' && !this.startsCounted(1) && this.isNumberName(-2);
  }

  private isNumberName(back: number): boolean {
    return this.items.at(back)?.type === 'name' && this.is('number', -2);
  }

  /** The words and signs that end here and speak of the figure that follows. */
  private popModifiers(figure: string): { said: Modifier; plain: boolean; level: boolean } {
    const said: Modifier[] = [];
    if (this.items.at(-1)?.type === 'name' && this.is('dash', -1)) this.items.pop();
    for (;;) {
      const last = this.items.at(-1);
      if (last?.type === 'sign') {
        said.push(last.modifier);
        this.items.pop();
        continue;
      }
      let taken = 0;
      for (let words = LONGEST_MODIFIER_WORDS; words >= 1 && taken === 0; words -= 1) {
        const modifier = MODIFIERS.get(this.lastWords(words) ?? '');
        if (!modifier) continue;
        said.push(modifier);
        taken = words;
      }
      if (taken === 0) break;
      this.items.splice(-taken);
    }
    const before = this.lastWords(1);
    if (before !== undefined && TURNING_WORDS.has(before))
      this.fail(`không rõ ý của "${before}" trước ${figure}`);
    const combined = combine(said);
    if (!combined) this.fail(`các từ trước ${figure} trái nhau`);
    if (before === 'và') {
      this.items.pop();
      this.items.push({ type: 'break', kind: 'and' });
    }
    return { said: combined, plain: said.length === 0, level: said.some(({ level }) => level) };
  }

  private scanFigure(token: TargetToken): void {
    const said = this.popModifiers(`"${token.text}"`);
    if (said.said.rank) {
      this.scanRank(token, said, false);
      return;
    }
    const group = this.leadingGroup();
    if (group > 0) {
      this.items.pop();
      this.scanRank(token, said, true, group);
      return;
    }
    const first = this.readAmount(0);
    let length = first.tokens;
    const through = this.throughAt(length, first);
    if (through === 0) {
      this.pushFigure(first, token.text, said, length);
      return;
    }
    const joint = this.word(length);
    const second = this.readAmount(length + through);
    length += through + second.tokens;
    if (first.unit !== undefined && second.unit !== undefined && first.unit !== second.unit) {
      this.fail(`hai đầu của khoảng có đơn vị khác nhau, "${first.unit}" và "${second.unit}"`);
    }
    const unit = second.unit === undefined ? first : second;
    if (joint === 'lên' || joint === 'xuống') {
      const direction = joint === 'lên' ? 'at_least' : 'at_most';
      const rises = second.value > first.value;
      if (rises !== (joint === 'lên')) this.fail(`"từ ${first.value} ${joint} ${second.value}" bị ngược`);
      const { change: _, ...rest } = said.said;
      const level: Modifier = { ...rest, direction, strong: true, level: true };
      this.pushFigure({ ...unit, value: second.value }, token.text, { ...said, said: level }, length);
      return;
    }
    if (second.value <= first.value) this.fail(`khoảng bị ngược, từ ${first.value} đến ${second.value}`);
    this.pushFigure({ ...unit, value: first.value, max: second.value }, token.text, said, length);
  }

  /** A number with its unit. */
  private readAmount(ahead: number): Unit & { value: number; tokens: number } {
    const raw = this.number(ahead);
    let length = ahead + 1;
    let value = vietnameseNumber(raw, this.is('percent', length));
    if (value === undefined) this.fail(`số "${raw}" viết không rõ`);
    let isFraction = false;
    if (this.is('slash', length) && this.is('number', length + 1)) {
      const whole = vietnameseNumber(this.number(length + 1));
      if (!whole || value > whole) this.fail(`phân số "${raw}/${this.number(length + 1)}" viết không rõ`);
      isFraction = this.word(length + 2) === 'số';
      const isShare = value < whole && whole <= LARGEST_DENOMINATOR;
      if (isFraction) value /= whole;
      else if (isShare) this.fail(`không rõ "${raw}/${whole}" là một phần hay một số`);
      length += 2;
    }
    length += this.smallPrint(length, value);
    if (this.is('number', length)) this.fail(`số "${raw} ${this.number(length)}" viết rời`);
    const unit = readUnit(this.tokens, this.index + length, isFraction, this.phrase);
    const isOfWhole = this.is('slash', ahead + 1) && this.is('number', ahead + 2);
    if (isOfWhole && unit.unit === undefined) this.fail(`phân số sau "${raw}" không rõ là của gì`);
    if (YEAR.test(raw) && unit.unit === undefined) this.fail(`không rõ "${raw}" là năm hay con số`);
    return { ...unit, value, tokens: length - ahead + unit.tokens };
  }

  /** The number again in words: "02 (hai)". */
  private smallPrint(ahead: number, value: number): number {
    if (!this.is('open', ahead)) return 0;
    const words: string[] = [];
    while (words.length <= SMALL_PRINT_WORDS && SMALL_PRINT.has(this.word(ahead + 1 + words.length))) {
      words.push(this.word(ahead + 1 + words.length));
    }
    if (words.length === 0 || !this.is('close', ahead + 1 + words.length)) return 0;
    const said = words.length === 1 ? NUMBER_WORDS.get(words[0]!) : value;
    if (said !== value) this.fail(`con số và chữ trong ngoặc khác nhau ở "${words.join(' ')}"`);
    return words.length + 2;
  }

  /** How many tokens join the number here to the upper end of a span, 0 if none is there. */
  private throughAt(ahead: number, first: Unit): number {
    const joint = this.word(ahead);
    const isDash = this.is('dash', ahead);
    if (!isDash && !['đến', 'tới', 'lên', 'xuống'].includes(joint)) return 0;
    const extra = !isDash && ['còn', 'đến', 'tới'].includes(this.word(ahead + 1)) ? 1 : 0;
    const numeral = this.number(ahead + 1 + extra);
    if (numeral === '') return 0;
    const counts = this.is('percent', ahead + 2 + extra) || this.startsCounted(ahead + 2 + extra);
    if (YEAR.test(numeral) && !counts && (first.unit !== undefined || !isDash)) return 0;
    return 1 + extra;
  }

  /** How many tokens from the number on name a group of places that leads: "10 tỉnh, thành phố dẫn đầu". */
  private leadingGroup(): number {
    if (!GROUP_WORDS.has(this.lastWords(1) ?? '')) return 0;
    for (let length = 1; length < LONGEST_GROUP; length += 1) {
      const token = this.at(length);
      if (token?.kind !== 'word' && token?.kind !== 'comma') return 0;
      const two = `${this.word(length)} ${this.word(length + 1)}`;
      if (LEADING_PHRASES.some((leading) => leading === two)) return length + 2;
    }
    return 0;
  }

  private scanRank(
    token: TargetToken,
    said: { said: Modifier; plain: boolean; level: boolean },
    leading: boolean,
    tokens = 1,
  ): void {
    const value = vietnameseNumber(token.text);
    const isSpan = this.is('dash', 1) && this.is('number', 2);
    const isWeak = said.said.strict || said.said.approximate || said.said.direction === 'exactly';
    if (!value || isSpan || isWeak || this.is('percent', 1)) this.fail(`thứ hạng "${token.text}" không rõ`);
    const among = this.is('slash', 1) && this.is('number', 2) ? 2 : 0;
    this.pushFigure({ value, knownUnit: false }, token.text, said, tokens + among, leading);
  }

  private pushFigure(
    { value, max, unit, knownUnit }: { value: number; max?: number; unit?: string; knownUnit: boolean },
    text: string,
    { said, plain, level }: { said: Modifier; plain: boolean; level: boolean },
    tokens: number,
    leading = false,
  ): void {
    const describing = unit !== undefined && isDescribing(unit);
    const figure: Figure = {
      value,
      ...(max === undefined ? {} : { max }),
      ...(unit === undefined ? {} : { unit }),
      knownUnit,
      describing,
      text,
      said: level ? { ...said, level: true } : said,
      plain,
      leading,
    };
    this.push({ type: 'figure', figure }, tokens);
  }
}

function isUpTo(numeral: string, last: number): boolean {
  return numeral.length > 0 && numeral.length <= 2 && Number(numeral) >= 1 && Number(numeral) <= last;
}
