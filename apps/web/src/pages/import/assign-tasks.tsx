import { Button } from 'antd';
import { useState } from 'react';
import { type CommandCall, useCommand } from '../../api/commands.js';
import { isUnknownOutcome, messageOf } from '../../api/problem.js';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import { taskAssignmentsControllerAssign } from '../../client/sdk.gen.js';
import common from '../../ui/common.module.css';
import { number } from '../../ui/format.js';
import { Answer } from '../../ui/states.js';
import { tasksOf } from '../../ui/tasks-of.js';

interface Refused {
  readonly code: string;
  readonly why: string;
}

interface Given {
  /** Assignments made now. */
  readonly assigned: number;
  /** Those that stood already. */
  readonly unchanged: number;
  readonly refused: readonly Refused[];
  readonly position: string | null;
}

/**
 * Gives the tasks of a programme to their lead units, one after another. What broke off is completed by pressing again:
 * the server makes what is missing alone.
 */
export function AssignTasks({ programme }: { readonly programme: string }) {
  const may = useMay('assignment.assign');
  const query = useRead(tasksOf(programme));
  const [done, setDone] = useState(0);
  const [given, setGiven] = useState<Given | null>(null);
  const command = useCommand<readonly string[], Given>({
    send: async (codes, call) => ({
      data: await assignEach(programme, codes, call, setDone),
    }),
    writes: ['assignment', 'task'],
    onDone: setGiven,
  });
  if (!may) return null;
  return (
    <Answer query={query} what="các nhiệm vụ của chương trình">
      {(tasks) => {
        const single = tasks.filter(({ isGroup }) => isGroup !== true);
        const codes = single.filter(({ leadUnits }) => leadUnits.length > 0).map(({ code }) => code);
        const unknown = single.filter(({ leadUnits }) => leadUnits.length === 0);
        return (
          <>
            <p>
              Giao việc: mỗi đơn vị chủ trì nhận phần của mình và cập nhật từ đó; đơn vị của một nhóm được
              giao riêng từng đơn vị.{' '}
              {unknown.length > 0
                ? `Chưa giao được vì chưa rõ đơn vị chủ trì: nhiệm vụ ${unknown.map(({ code }) => code).join(', ')}. `
                : ''}
              <Button
                loading={command.pending}
                disabled={codes.length === 0}
                onClick={() => {
                  setGiven(null);
                  setDone(0);
                  void command.run(codes);
                }}
              >
                Giao {number(codes.length)} nhiệm vụ cho đơn vị chủ trì
              </Button>
            </p>
            <div role="status">
              {command.pending ? `Đang giao: ${number(done)}/${number(codes.length)} nhiệm vụ` : null}
              {!command.pending && given !== null
                ? `Đã giao ${number(given.assigned)} phần cho các đơn vị; ${number(given.unchanged)} phần đã giao từ trước.`
                : null}
            </div>
            <div role="alert">
              {command.message === null ? null : <p className={common.problem}>{command.message}</p>}
              {(given?.refused ?? []).map(({ code, why }) => (
                <p key={code} className={common.problem}>
                  Nhiệm vụ {code}: <bdi>{why}</bdi>
                </p>
              ))}
            </div>
          </>
        );
      }}
    </Answer>
  );
}

async function assignEach(
  programme: string,
  codes: readonly string[],
  call: CommandCall,
  onDone: (tasks: number) => void,
): Promise<Given> {
  let given: Given = { assigned: 0, unchanged: 0, refused: [], position: null };
  for (const [index, code] of codes.entries()) {
    onDone(index);
    try {
      const { data } = await taskAssignmentsControllerAssign({
        ...call,
        headers: { ...call.headers, 'Idempotency-Key': `${call.headers['Idempotency-Key']}.${index}` },
        path: { programme, task: code },
      });
      given = {
        ...given,
        assigned: given.assigned + data.assigned.length,
        unchanged: given.unchanged + data.unchanged.length,
        position: data.position ?? given.position,
      };
    } catch (error) {
      // The connection, not this task: what follows would fail as well.
      if (isUnknownOutcome(error)) throw error;
      given = { ...given, refused: [...given.refused, { code, why: messageOf(error) }] };
    }
  }
  return given;
}
