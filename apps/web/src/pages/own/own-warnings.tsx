import { getRouteApi, Link } from '@tanstack/react-router';
import { useIsNow } from '../../api/clocks.js';
import { useReadPages } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import { day, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer, Empty } from '../../ui/states.js';
import { LevelTag, SimulatedTag, Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import css from './own.module.css';
import { type Warning, warningsOf } from './own.reads.js';

const route = getRouteApi('/khung/cua-toi');

interface OwnProps {
  readonly programme: string;
  readonly unit: string;
}

/** A unit's warnings; one that may be explained says so. */
export function OwnWarnings({ programme, unit }: OwnProps) {
  const { tinhTrang = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useReadPages(warningsOf(programme, unit, tinhTrang));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={tinhTrang === 'open' ? 'Cảnh báo đang còn' : 'Cảnh báo đã hết'}
      aside={
        <label className={`${tools.choice} no-print`}>
          Xem{' '}
          <select
            value={tinhTrang}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  tinhTrang: target.value === 'cleared' ? ('cleared' as const) : undefined,
                }),
              })
            }
          >
            <option value="open">đang còn</option>
            <option value="cleared">đã hết</option>
          </select>
        </label>
      }
    >
      <Answer query={query} what="cảnh báo">
        {() =>
          rows.length === 0 ? (
            <Empty title={tinhTrang === 'open' ? 'Không còn cảnh báo nào' : 'Chưa có cảnh báo nào đã hết'}>
              {tinhTrang === 'open' ? 'Đơn vị đang cập nhật đủ và đúng hạn.' : null}
            </Empty>
          ) : (
            <>
              <ul className={css.warnings}>
                {rows.map((warning) => (
                  <WarningLine key={warning.id} warning={warning} />
                ))}
              </ul>
              <ReadMore query={query} label="Xem thêm" />
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

/** What the unit has to do about an explanation, in words and colour. */
function ExplanationTag({ warning: { explanation } }: { readonly warning: Warning }) {
  if (explanation.state === 'none') return null;
  const waits = explanation.state === 'asked' || explanation.state === 'returned';
  return (
    <Tag
      tone={explanation.overdue ? 'bad' : waits ? 'watch' : 'info'}
      sign={explanation.overdue ? '!' : waits ? '?' : '✓'}
    >
      Giải trình: {explanation.stateText}
      {waits && explanation.dueOn !== null ? `, trả lời trước hết ngày ${day(explanation.dueOn)}` : ''}
    </Tag>
  );
}

function WarningLine({ warning }: { readonly warning: Warning }) {
  const isNow = useIsNow();
  const mayExplain = useMay('explanation.submit', warning.unit ?? warning.askedUnit ?? undefined);
  const mayReport = useMay('report.submit', warning.unit ?? '') && isNow;
  const { state } = warning.explanation;
  const explains = isNow && mayExplain && (state === 'asked' || state === 'returned' || state === 'none');
  return (
    <li>
      <div className={css.tags}>
        <LevelTag level={warning.level} />
        <ExplanationTag warning={warning} />
        {warning.simulated ? <SimulatedTag /> : null}
      </div>
      <p>
        <strong>{warning.ruleText}</strong> – {warning.fact}
      </p>
      <p className={css.about}>
        {warning.assignment === null ? (
          (warning.indicatorName ?? warning.indicator)
        ) : (
          <Link to="/nhiem-vu/$assignment" params={{ assignment: warning.assignment }}>
            Nhiệm vụ số {warning.task}
          </Link>
        )}
        {' · '}từ ngày {day(warning.raisedOn)}
        {warning.clearedOn === null ? '' : `, hết ngày ${day(warning.clearedOn)}`}
        {warning.workingDays === null ? '' : ` · ${number(warning.workingDays)} ngày làm việc`}
      </p>
      <p className={`${css.links} no-print`}>
        <Link
          to="/canh-bao/$warning"
          params={{ warning: warning.id }}
          className={explains ? css.button : undefined}
        >
          {explains ? 'Giải trình' : 'Xem cảnh báo'}
          <span className="sr-only">
            {' '}
            {warning.ruleText}, {warning.fact}
          </span>
        </Link>
        {mayReport &&
        warning.unit !== null &&
        warning.clearedAt === null &&
        (warning.rule === 'update-missing' || warning.rule === 'update-insufficient') &&
        warning.task !== null ? (
          <Link
            to="/viec-thang-nay"
            search={{ thang: warning.period, nhiemVu: warning.task, donVi: warning.unit }}
          >
            Cập nhật bổ sung
          </Link>
        ) : null}
      </p>
    </li>
  );
}
