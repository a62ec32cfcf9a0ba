import type { OpenAPIObject } from '@nestjs/swagger';
import { NOW_ONLY_EXTENSION } from './now-only.js';

const AS_OF = {
  name: 'asOf',
  in: 'query',
  required: false,
  description: 'Ngày mà số liệu nói đến; mặc định hôm nay',
  schema: { type: 'string', format: 'date' },
} as const;

const AS_KNOWN_AT = {
  name: 'asKnownAt',
  in: 'query',
  required: false,
  description:
    'Theo những gì đã được ghi nhận đến lúc này: một ngày (đến hết ngày) hoặc một thời điểm có múi giờ; mặc định bây giờ',
  schema: { type: 'string', examples: ['2026-07-05', '2026-07-05T08:00:00+07:00'] },
} as const;

/** Writes the two clocks into the description of every read that takes them. */
export function describeTwoClocks(document: OpenAPIObject): void {
  for (const { get } of Object.values(document.paths)) {
    if (!get?.security || NOW_ONLY_EXTENSION in get) continue;
    const own = get.parameters ?? [];
    const named = new Set(own.map((one) => ('name' in one ? one.name : '')));
    get.parameters = [...own, ...[AS_OF, AS_KNOWN_AT].filter(({ name }) => !named.has(name))];
  }
}
