import { getRouteApi } from '@tanstack/react-router';
import { useToday } from '../../api/session.js';
import { DayPicker } from '../../ui/day-picker.js';
import { EVENT_GROUP_WORDS, type EventGroup } from '../../ui/event-groups.js';
import { Field } from '../../ui/field.js';
import filters from '../../ui/filters.module.css';
import { number } from '../../ui/format.js';

const route = getRouteApi('/khung/tra-cuu');

interface LineFiltersProps {
  /** The kinds that can be chosen, with how many lines there are of each where that is known. */
  readonly groups: readonly { readonly group: EventGroup; readonly count: number | null }[];
  /** Those who can be chosen. */
  readonly actors: readonly { readonly id: string; readonly text: string }[];
}

/** Which lines of a trail are told: kind of event, who acted, from and until when. Kept in the address. */
export function LineFilters({ groups, actors }: LineFiltersProps) {
  const { loai, nguoi, tu, den } = route.useSearch();
  const navigate = route.useNavigate();
  const today = useToday();
  const set = (change: object) => void navigate({ search: (before) => ({ ...before, ...change }) });
  return (
    <div className={`${filters.filters} no-print`}>
      <Field label="Loại sự kiện">
        {(control) => (
          <select
            {...control}
            value={loai ?? ''}
            onChange={({ target }) => set({ loai: target.value || undefined })}
          >
            <option value="">tất cả</option>
            {groups.map(({ group, count }) => (
              <option key={group} value={group}>
                {EVENT_GROUP_WORDS[group].text}
                {count === null ? '' : ` (${number(count)})`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Người hoặc quy tắc thực hiện">
        {(control) => (
          <select
            {...control}
            value={nguoi ?? ''}
            onChange={({ target }) => set({ nguoi: target.value || undefined })}
          >
            <option value="">tất cả</option>
            {nguoi === undefined || actors.some(({ id }) => id === nguoi) ? null : (
              <option value={nguoi}>{nguoi}</option>
            )}
            {actors.map(({ id, text }) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Từ ngày">
        {(control) => (
          <DayPicker
            {...control}
            value={tu ?? null}
            max={den ?? today}
            placeholder="từ đầu"
            onChange={(from) => set({ tu: from ?? undefined })}
          />
        )}
      </Field>
      <Field label="Đến hết ngày">
        {(control) => (
          <DayPicker
            {...control}
            value={den ?? null}
            {...(tu === undefined ? {} : { min: tu })}
            max={today}
            placeholder="hôm nay"
            onChange={(until) => set({ den: until ?? undefined })}
          />
        )}
      </Field>
    </div>
  );
}
