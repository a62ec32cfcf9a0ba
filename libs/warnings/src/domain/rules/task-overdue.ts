import { endOfDay } from '#kernel';
import { type AssignmentStatus, statusAt } from '#tasks';
import type { AssignmentFacts } from '../assignment-facts.js';
import {
  dueAt,
  dueMoments,
  duesOf,
  type Finding,
  found,
  RUNNING,
  type RuleFacts,
  statusMoments,
  turnsOf,
} from './rule.js';

/**
 * task-overdue: the current due date passed without completion. A completion proposed in time holds it off until the
 * authority has answered; a suspension or a wait for a condition clears it for as long as it lasts.
 */
export function taskOverdue({ assignment, asOf }: RuleFacts): Finding[] {
  return duesOf(assignment).flatMap((due) => {
    const passed = endOfDay(due);
    if (passed > asOf) return [];
    const moments = [...statusMoments(assignment), ...dueMoments(assignment)];
    const turns = turnsOf(passed, moments, asOf, (at) => {
      if (dueAt(assignment, at) !== due || !runsAgainst(assignment, at, passed)) return null;
      return { due, originalDue: assignment.originalDue, status: statusAt(assignment, at) };
    });
    return found('task-overdue', due, turns);
  });
}

function runsAgainst(assignment: AssignmentFacts, at: string, passed: string): boolean {
  let proposedAt: string | null = null;
  let status: AssignmentStatus | null = null;
  for (const step of assignment.statuses) {
    if (step.at > at) break;
    status = step.status;
    proposedAt = status === 'completion-proposed' ? step.at : null;
  }
  if (status === null) return false;
  return proposedAt === null ? RUNNING.has(status) : proposedAt >= passed;
}
