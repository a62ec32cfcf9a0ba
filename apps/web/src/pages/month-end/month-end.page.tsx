import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useProgramme } from '../../app/programme.js';
import { capital, instant, period } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { periods } from '../../ui/periods.js';
import { Answer, Empty, NotFound } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { isUnclosed, monthsOf, monthUpNext } from './month.js';
import { compliance } from './month-end.reads.js';
import { MonthLinks } from './month-links.js';
import { STATUS_MARKS } from './status-marks.js';
import { Steps } from './steps.js';

const route = getRouteApi('/khung/chot-thang');

/** A month's end as a list of steps, each with what it still lacks. */
export function MonthEndPage() {
  const programme = useProgramme();
  const { thang } = route.useSearch();
  const views = useRead(periods(programme.id), { keepPrevious: true });
  const figures = useRead(compliance(programme.id), { keepPrevious: true });
  const months = views.data && figures.data ? monthsOf(views.data, figures.data) : [];
  const shown = thang === undefined ? monthUpNext(months) : months.find(({ view }) => view.period === thang);
  const mark = shown ? STATUS_MARKS[shown.view.status] : null;
  return (
    <Page
      title={shown ? `Chốt ${period(shown.view.period)}` : 'Chốt tháng'}
      lead={
        shown && mark ? (
          <>
            <Tag tone={mark.tone} sign={mark.sign}>
              {capital(mark.text)}
            </Tag>
            <span>hạn chốt {instant(shown.view.cutOff)}</span>
          </>
        ) : null
      }
    >
      <Answer query={views} what="các kỳ báo cáo">
        {() => (
          <Answer query={figures} what="số liệu các kỳ">
            {() => {
              if (months.length === 0) {
                return (
                  <Empty title="Chưa có kỳ báo cáo nào">
                    Khi nhiệm vụ được giao và quy chế báo cáo được áp dụng, các kỳ hiện ở đây.
                  </Empty>
                );
              }
              return (
                <>
                  <MonthLinks months={months} shown={shown?.view.period ?? null} />
                  {shown ? (
                    <Steps
                      key={shown.view.period}
                      programme={programme.id}
                      month={shown}
                      earlierOpen={
                        months.find((month) => month.view.period < shown.view.period && isUnclosed(month))
                          ?.view.period ?? null
                      }
                    />
                  ) : (
                    <NotFound detail={`Chương trình này không có ${period(thang ?? '')}.`} />
                  )}
                </>
              );
            }}
          </Answer>
        )}
      </Answer>
    </Page>
  );
}
