import { Refusal } from '#kernel';

export const CLASSIFIED_MATTER = 'classified-matter';

export const CLASSIFIED_DETAIL =
  'Hệ thống không tiếp nhận nội dung thuộc bí mật nhà nước. Hãy đưa nội dung này ra khỏi tệp và xử lý theo quy định về bảo vệ bí mật nhà nước.';

/** @throws {Refusal} `unprocessable` `classified-matter`: matter under state secrecy never enters the log */
export function refuseClassified(classified: boolean): void {
  if (classified) throw new Refusal('unprocessable', CLASSIFIED_MATTER, CLASSIFIED_DETAIL);
}
