import type { AssignmentStatus } from './assignment.events.js';

/** The ten groups that people count in. They partition the assignments: their counts add up. */
export type Bucket =
  | 'completedOnTime'
  | 'completedLate'
  | 'inProgressOnTime'
  | 'inProgressLate'
  | 'notStartedOnTime'
  | 'notStartedLate'
  | 'ongoing'
  | 'awaitingCondition'
  | 'suspended'
  | 'stopped';

/** Vietnamese names, as people read them. */
export const BUCKET_TEXT: Readonly<Record<Bucket, string>> = {
  completedOnTime: 'Hoàn thành đúng hạn',
  completedLate: 'Hoàn thành quá hạn',
  inProgressOnTime: 'Đang thực hiện trong hạn',
  inProgressLate: 'Đang thực hiện quá hạn',
  notStartedOnTime: 'Chưa thực hiện trong hạn',
  notStartedLate: 'Chưa thực hiện quá hạn',
  ongoing: 'Thường xuyên',
  awaitingCondition: 'Chờ điều kiện',
  suspended: 'Tạm dừng',
  stopped: 'Dừng',
};

export const BUCKETS = Object.keys(BUCKET_TEXT) as readonly Bucket[];

export interface BucketFacts {
  readonly status: AssignmentStatus;
  readonly currentDue: string | null;
  readonly completedOn: string | null;
  /** Day on which a completion that waits for its answer was proposed. */
  readonly proposedOn: string | null;
}

/**
 * The group that an assignment counts in on a day (`YYYY-MM-DD`).
 * A completion is judged by the day on which it was proposed; work without an end is "ongoing" until it is completed
 * or stopped; released and transferred assignments count as stopped.
 */
export function bucketOf({ status, currentDue, completedOn, proposedOn }: BucketFacts, on: string): Bucket {
  switch (status) {
    case 'completed':
      return currentDue !== null && (completedOn ?? on) > currentDue ? 'completedLate' : 'completedOnTime';
    case 'suspended':
      return 'suspended';
    case 'awaiting-condition':
      return 'awaitingCondition';
    case 'cancelled':
    case 'released':
    case 'transferred':
      return 'stopped';
    default: {
      if (currentDue === null) return 'ongoing';
      const late = (proposedOn ?? on) > currentDue;
      const started = status === 'in-progress' || status === 'completion-proposed';
      if (started) return late ? 'inProgressLate' : 'inProgressOnTime';
      return late ? 'notStartedLate' : 'notStartedOnTime';
    }
  }
}
