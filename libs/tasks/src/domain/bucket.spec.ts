import { describe, expect, it } from '@jest/globals';
import type { AssignmentStatus } from './assignment.events.js';
import { type Bucket, type BucketFacts, bucketOf } from './bucket.js';

const facts = (
  status: AssignmentStatus,
  currentDue: string | null = '2026-06-30',
  completedOn: string | null = null,
  proposedOn: string | null = null,
): BucketFacts => ({ status, currentDue, completedOn, proposedOn });

const cases: [string, BucketFacts, string, Bucket][] = [
  [
    'completed on its last day',
    facts('completed', '2026-06-30', '2026-06-30'),
    '2026-09-01',
    'completedOnTime',
  ],
  ['completed a day after', facts('completed', '2026-06-30', '2026-07-01'), '2026-09-01', 'completedLate'],
  ['completed without a due date', facts('completed', null, '2026-07-01'), '2026-09-01', 'completedOnTime'],
  ['worked on, on its last day', facts('in-progress'), '2026-06-30', 'inProgressOnTime'],
  ['worked on, a day after', facts('in-progress'), '2026-07-01', 'inProgressLate'],
  [
    'proposed in time, waiting',
    facts('completion-proposed', '2026-06-30', null, '2026-06-30'),
    '2026-07-20',
    'inProgressOnTime',
  ],
  [
    'proposed late, waiting',
    facts('completion-proposed', '2026-06-30', null, '2026-07-02'),
    '2026-07-20',
    'inProgressLate',
  ],
  ['assigned, in time', facts('assigned'), '2026-01-10', 'notStartedOnTime'],
  ['accepted, past its due date', facts('accepted'), '2026-07-01', 'notStartedLate'],
  ['without an end, not begun', facts('assigned', null), '2030-01-01', 'ongoing'],
  ['without an end, worked on', facts('in-progress', null), '2030-01-01', 'ongoing'],
  ['suspended past its due date', facts('suspended'), '2026-09-01', 'suspended'],
  ['waiting for a condition', facts('awaiting-condition'), '2026-09-01', 'awaitingCondition'],
  ['cancelled', facts('cancelled'), '2026-09-01', 'stopped'],
  ['released', facts('released'), '2026-09-01', 'stopped'],
  ['transferred', facts('transferred', null), '2026-09-01', 'stopped'],
];

describe('the bucket of an assignment', () => {
  it.each(cases)('%s', (_name, given, on, bucket) => {
    expect(bucketOf(given, on)).toBe(bucket);
  });
});
