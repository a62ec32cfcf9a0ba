import type { Read } from '../../api/reads.js';
import { indicatorsControllerJudgement } from '../../client/sdk.gen.js';
import type { JudgedIndicatorDto } from '../../client/types.gen.js';

/** All indicators of a programme, judged. Some are counted by the system at the close of a period. */
export const indicators = (programme: string): Read<JudgedIndicatorDto[]> => ({
  key: ['indicators', programme],
  madeOf: ['indicator', 'period', 'programme', 'unitgroup'],
  call: (options) => indicatorsControllerJudgement({ ...options, path: { programme } }),
});
