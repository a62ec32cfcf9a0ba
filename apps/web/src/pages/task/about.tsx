import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../api/reads.js';
import { useProgrammeChoice } from '../../app/programme.js';
import type { AssignmentDto, TaskDto } from '../../client/types.gen.js';
import { number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { units } from '../../ui/units.js';
import css from './task.module.css';
import { taskOf } from './task.reads.js';

/** What is to be delivered, by whom, under whose direction. */
export function About({ assignment }: { readonly assignment: AssignmentDto }) {
  const query = useRead(taskOf(assignment.programme, assignment.task));
  return (
    <Panel title="Nhiệm vụ">
      <Answer query={query} what="nội dung nhiệm vụ">
        {(task) => <Facts assignment={assignment} task={task} />}
      </Answer>
    </Panel>
  );
}

interface FactsProps {
  readonly assignment: AssignmentDto;
  readonly task: TaskDto;
}

function Facts({ assignment, task }: FactsProps) {
  const { query } = useProgrammeChoice();
  const { programme, viaGroup, transferredFrom, transferredTo } = assignment;
  const { deliverables, directingLeaders, leadUnits, coordinatingUnits, budgetMillionVnd, note } = task;
  const ofProgramme = query.data?.find(({ id }) => id === programme);
  const section = ofProgramme?.sections.find(({ code }) => code === task.section);
  const group = leadUnits.find(({ id }) => id === viaGroup);
  return (
    <dl className={css.facts}>
      <Fact name="Sản phẩm">
        {deliverables.length === 0 ? (
          'văn bản không nêu'
        ) : (
          <ul className={css.plain}>
            {deliverables.map((deliverable) => (
              <li key={deliverable}>{deliverable}</li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact name="Chủ trì chỉ đạo">
        {directingLeaders.length === 0
          ? 'văn bản không nêu'
          : directingLeaders.map((leader, index) => (
              <span key={leader}>
                {index > 0 ? '; ' : ''}
                <Link to="/nhiem-vu" search={{ lanhDao: leader }}>
                  {leader}
                </Link>
              </span>
            ))}
      </Fact>
      <Fact name="Đơn vị chủ trì">
        <Link to="/nhiem-vu" search={{ donVi: assignment.unit }}>
          {assignment.unitName}
        </Link>
        {group ? `, thuộc nhóm “${group.name}”` : ''}
      </Fact>
      {coordinatingUnits.length > 0 ? (
        <Fact name="Phối hợp">{coordinatingUnits.map(({ name }) => name).join('; ')}</Fact>
      ) : null}
      <Fact name="Phần">
        <Link to="/nhiem-vu" search={{ phan: task.section }}>
          {task.section}
          {section ? `. ${section.title}` : ''}
        </Link>
      </Fact>
      {budgetMillionVnd === undefined ? null : (
        <Fact name="Kinh phí">{number(budgetMillionVnd)} triệu đồng</Fact>
      )}
      {ofProgramme ? <Fact name="Chương trình">{ofProgramme.title}</Fact> : null}
      {transferredFrom === null ? null : (
        <Fact name="Nhận từ">
          <Unit assignment={assignment} unit={transferredFrom} />
        </Fact>
      )}
      {transferredTo === null ? null : (
        <Fact name="Đã chuyển cho">
          <Unit assignment={assignment} unit={transferredTo} />
        </Fact>
      )}
      <Others name="Thực hiện nhiệm vụ" refs={task.derivedFrom ?? []} />
      <Others name="Được thực hiện bởi" refs={task.carriedOutBy ?? []} />
      {note === undefined ? null : <Fact name="Ghi chú">{note}</Fact>}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The same task as it is, or was, another unit's. */
function Unit({
  assignment: { programme, task },
  unit,
}: {
  readonly assignment: AssignmentDto;
  readonly unit: string;
}) {
  const { data: all } = useRead(units);
  return (
    <Link to="/nhiem-vu/$assignment" params={{ assignment: `${programme}.${task}.${unit}` }}>
      {all?.find(({ id }) => id === unit)?.name ?? unit}
    </Link>
  );
}

function Others({
  name,
  refs,
}: {
  readonly name: string;
  readonly refs: NonNullable<TaskDto['derivedFrom']>;
}) {
  const { query } = useProgrammeChoice();
  if (refs.length === 0) return null;
  return (
    <Fact name={name}>
      <ul className={css.plain}>
        {refs.map(({ programme, task }) => (
          <li key={`${programme} ${task}`}>
            <Link to="/nhiem-vu" search={{ ct: programme, nhiemVu: task }}>
              số {task}, {query.data?.find(({ id }) => id === programme)?.title ?? programme}
            </Link>
          </li>
        ))}
      </ul>
    </Fact>
  );
}
