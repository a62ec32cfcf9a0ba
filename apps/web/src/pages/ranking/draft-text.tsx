import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRead } from '../../api/reads.js';
import type { DraftDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { saveFile } from '../../ui/download.js';
import { capital, number } from '../../ui/format.js';
import { Page, Panel } from '../../ui/page.js';
import { type Spans, spanText } from '../../ui/spans.js';
import { Answer } from '../../ui/states.js';
import { toast } from '../../ui/toasts.js';
import tools from '../../ui/tools.module.css';
import { ScorecardLead } from './head.js';
import css from './ranking.module.css';
import { type DraftKind, draft } from './ranking.reads.js';
import { SpanChoice } from './span-choice.js';

const TITLES: Readonly<Record<DraftKind, string>> = {
  commendation: 'Dự thảo biểu dương',
  criticism: 'Dự thảo phê bình',
};

const TEXT = 'text/plain;charset=utf-8';

interface DraftTextProps {
  readonly programme: string;
  readonly span: string;
  readonly spans: Spans;
  readonly kind: DraftKind;
}

/** A draft as text to be printed or taken over; the units on it, with why. */
export function DraftText({ programme, span, spans, kind }: DraftTextProps) {
  const query = useRead(draft(programme, span, kind), { keepPrevious: true });
  return (
    <div className={css.draftPage}>
      <Page
        title={`${TITLES[kind]} – ${spanText(span)}`}
        lead={query.data ? <ScorecardLead head={query.data} /> : null}
        actions={
          <Link to="/xep-hang" search={{ ky: span }}>
            Về bảng xếp hạng
          </Link>
        }
      >
        <div className={`${tools.tools} no-print`}>
          <SpanChoice spans={spans} span={span} />
          <Link
            to="/xep-hang"
            search={{ ky: span, duThao: kind === 'criticism' ? 'commendation' : 'criticism' }}
          >
            {kind === 'criticism' ? TITLES.commendation : TITLES.criticism}
          </Link>
        </div>
        <Answer query={query} what="dự thảo">
          {(data) => <Draft data={data} span={span} />}
        </Answer>
      </Page>
    </div>
  );
}

function Draft({ data, span }: { readonly data: DraftDto; readonly span: string }) {
  const { text, units, criteria } = data;
  return (
    <div className={css.draft}>
      <div className="no-print">
        <Panel title={`Đơn vị trong dự thảo (${number(units.length)})`}>
          <p className={css.note}>Tiêu chí: {criteria}</p>
          {units.length === 0 ? (
            <p>Không có đơn vị nào theo tiêu chí này.</p>
          ) : (
            <ol className={css.reasons}>
              {units.map(({ unit, unitName, reasons }) => (
                <li key={unit}>
                  <Link to="/xep-hang" search={{ ky: span, donVi: unit }}>
                    {capital(unitName)}
                  </Link>
                  : {reasons.join('; ')}
                </li>
              ))}
            </ol>
          )}
        </Panel>
      </div>
      <section className={css.paper} aria-label="Văn bản dự thảo">
        <div className={`${common.buttons} no-print`}>
          <Button type="primary" onClick={() => window.print()}>
            In
          </Button>
          <Button onClick={() => void copy(text)}>Chép vào bộ nhớ tạm</Button>
          <Button onClick={() => saveFile(new Blob([text], { type: TEXT }), `du-thao-${span}.txt`)}>
            Tải tệp văn bản
          </Button>
        </div>
        <div className={css.text}>{text}</div>
      </section>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('Đã chép văn bản dự thảo.');
  } catch {
    // No clipboard over plain http: the text can still be marked, or saved.
    toast('Trình duyệt không cho chép; hãy tải tệp văn bản.', 'bad');
  }
}
