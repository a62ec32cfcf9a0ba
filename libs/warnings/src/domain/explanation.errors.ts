import { dateText, Refusal } from '#kernel';

export const refusals = {
  noWarning: () => new Refusal('not-found', 'warning-not-found', 'Không có cảnh báo này.'),
  questionMissing: () =>
    new Refusal('unprocessable', 'question-missing', 'Phải nêu nội dung cần giải trình.'),
  textMissing: () => new Refusal('unprocessable', 'explanation-missing', 'Phải nêu nội dung giải trình.'),
  reasonMissing: () => new Refusal('unprocessable', 'reason-missing', 'Phải nêu lý do.'),
  unitMissing: () =>
    new Refusal(
      'unprocessable',
      'explanation-unit-missing',
      'Cảnh báo này không có đơn vị chịu trách nhiệm: phải nêu đơn vị được yêu cầu giải trình.',
    ),
  otherUnit: () =>
    new Refusal(
      'unprocessable',
      'explanation-unit-differs',
      'Cảnh báo này đã có đơn vị chịu trách nhiệm: không yêu cầu đơn vị khác giải trình.',
    ),
  unknownUnit: (unit: string) => new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${unit}”.`),
  dueMissing: () =>
    new Refusal(
      'unprocessable',
      'explanation-due-missing',
      'Quy chế không quy định số ngày giải trình: phải nêu hạn giải trình.',
    ),
  duePast: (dueOn: string, today: string) =>
    new Refusal(
      'unprocessable',
      'explanation-due-past',
      `Hạn giải trình ${dateText(dueOn)} đã qua; hôm nay là ${dateText(today)}.`,
    ),
  alreadyRequested: (dueOn: string) =>
    new Refusal(
      'conflict',
      'explanation-already-requested',
      `Đã yêu cầu giải trình, hạn ${dateText(dueOn)}; chỉ yêu cầu lại khi hạn đó đã qua.`,
    ),
  waiting: () =>
    new Refusal(
      'conflict',
      'explanation-waiting',
      'Đã có giải trình đang chờ xem xét: phải xem xét xong trước.',
    ),
  alreadyAccepted: () =>
    new Refusal('conflict', 'explanation-accepted', 'Giải trình của cảnh báo này đã được chấp nhận.'),
  notSubmitted: () =>
    new Refusal('conflict', 'no-explanation-waiting', 'Đơn vị chưa nộp giải trình để xem xét.'),
  alreadyJudged: () =>
    new Refusal(
      'conflict',
      'explanation-already-judged',
      'Giải trình này đã được xem xét, không xem xét lần nữa.',
    ),
  objectiveMissing: () =>
    new Refusal(
      'unprocessable',
      'objective-missing',
      'Chấp nhận giải trình thì phải nêu rõ có xác nhận nguyên nhân khách quan hay không.',
    ),
};
