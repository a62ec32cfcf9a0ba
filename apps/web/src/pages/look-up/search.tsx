import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../api/reads.js';
import { MAX_TEXT } from '../../app/search.js';
import type { SearchHitDto } from '../../client/types.gen.js';
import { Field, lengthOf } from '../../ui/field.js';
import { isolated, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import css from './look-up.module.css';
import { found } from './look-up.reads.js';

const route = getRouteApi('/khung/tra-cuu');

/** The words, and what was found under them. It searches when it is told to, since a look may be recorded. */
export function Search() {
  const { q = '', donVi, nhiemVu, chucDanh, suKien } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  const [flaw, setFlaw] = useState(false);
  const chosen = [donVi, nhiemVu, chucDanh, suKien].some((one) => one !== undefined);
  const search = () => {
    const words = typed.normalize('NFC').trim();
    setFlaw(words === '');
    if (words !== '' && lengthOf(words) <= MAX_TEXT) void navigate({ search: { q: words } });
  };
  return (
    <Panel title="Tìm">
      <search>
        <form
          className={`${css.search} no-print`}
          onSubmit={(event) => {
            event.preventDefault();
            search();
          }}
        >
          <Field
            label="Đơn vị, nhiệm vụ, chức danh, chỉ tiêu hoặc số văn bản"
            hint="Không cần dấu: “so y te” tìm thấy Sở Y tế. Số nhiệm vụ như 13, số văn bản như 45/QĐ-BCĐ."
            errors={flaw ? ['Hãy nhập từ cần tìm.'] : []}
            limit={{ text: typed, max: MAX_TEXT }}
          >
            {(control) => (
              <Input
                {...control}
                type="search"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit">
            Tìm
          </Button>
        </form>
      </search>
      <Below q={q} chosen={chosen} />
    </Panel>
  );
}

function Below({ q, chosen }: { readonly q: string; readonly chosen: boolean }) {
  if (q !== '' && !chosen) return <Results q={q} />;
  if (q !== '') {
    return (
      <p className="no-print">
        <Link to="/tra-cuu" search={{ q }}>
          ← Kết quả tìm “<bdi>{q}</bdi>”
        </Link>
      </p>
    );
  }
  if (chosen) return null;
  return (
    <Empty title="Chưa tra cứu gì">
      Kết quả dẫn tới hồ sơ trách nhiệm: ai được giao gì, đã làm gì, lúc nào, theo văn bản nào.
    </Empty>
  );
}

function Results({ q }: { readonly q: string }) {
  const query = useRead(found(q));
  return (
    <Answer query={query} what="kết quả">
      {({ groups }) =>
        groups.length === 0 ? (
          <Empty title={`Không tìm thấy gì với “${isolated(q)}”`}>
            Mọi từ đều phải có mặt. Thử ít từ hơn, hoặc bỏ bớt phần số, ký hiệu.
          </Empty>
        ) : (
          <div className={css.groups}>
            {groups.map(({ kind, kindText, items, more }) => (
              <section key={kind} aria-label={kindText}>
                <h3>
                  {kindText}{' '}
                  <small>
                    {more
                      ? `${number(items.length)} kết quả đầu, còn nữa: thêm từ để thu hẹp`
                      : `${number(items.length)} kết quả`}
                  </small>
                </h3>
                <ul className={css.hits}>
                  {items.map((hit) => (
                    <li key={`${hit.programme} ${hit.id} ${hit.event}`}>
                      <Hit hit={hit} q={q}>
                        {hit.title}
                      </Hit>
                      {hit.detail === null ? null : <span className={css.about}>{hit.detail}</span>}
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )
      }
    </Answer>
  );
}

interface HitProps {
  readonly hit: SearchHitDto;
  readonly q: string;
  readonly children: ReactNode;
}

/** The link to where a thing that was found is told of. */
function Hit({ hit: { kind, id, programme, event }, q, children }: HitProps) {
  const of = programme === null ? {} : { ct: programme };
  switch (kind) {
    case 'unit':
      return (
        <Link to="/tra-cuu" search={{ q, donVi: id }}>
          {children}
        </Link>
      );
    case 'task':
      return (
        <Link to="/tra-cuu" search={{ ...of, q, nhiemVu: id }}>
          {children}
        </Link>
      );
    case 'account':
      return (
        <Link to="/tra-cuu" search={{ q, chucDanh: id }}>
          {children}
        </Link>
      );
    case 'leader':
      return (
        <Link to="/nhiem-vu" search={{ ...of, lanhDao: id }}>
          {children}
        </Link>
      );
    case 'indicator':
      return (
        <Link to="/chi-tieu/$code" params={{ code: id }} search={of}>
          {children}
        </Link>
      );
    case 'document':
      return (
        <Link to="/tra-cuu" search={event === null ? { q } : { q, suKien: event }}>
          {children}
        </Link>
      );
  }
}
