import { getRouteApi } from '@tanstack/react-router';
import { capital } from '../../ui/format.js';
import { type Spans, spanText } from '../../ui/spans.js';
import tools from '../../ui/tools.module.css';

const route = getRouteApi('/khung/xep-hang');

interface SpanChoiceProps {
  readonly spans: Spans;
  readonly span: string;
}

const GROUPS = [
  ['months', 'Tháng'],
  ['quarters', 'Quý'],
  ['years', 'Năm'],
] as const;

/** Which month, quarter or year. */
export function SpanChoice({ spans, span }: SpanChoiceProps) {
  const navigate = route.useNavigate();
  const known = [...spans.months, ...spans.quarters, ...spans.years].includes(span);
  return (
    <label className={tools.choice}>
      Thời gian{' '}
      <select
        value={span}
        onChange={({ target }) => void navigate({ search: (before) => ({ ...before, ky: target.value }) })}
      >
        {known ? null : <option value={span}>{capital(spanText(span))}</option>}
        {GROUPS.map(([key, label]) => (
          <optgroup key={key} label={label}>
            {spans[key].map((one) => (
              <option key={one} value={one}>
                {capital(spanText(one))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
