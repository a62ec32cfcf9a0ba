import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import type { WarningsSearch } from '../../app/searches.js';
import type { UnitDto } from '../../client/types.gen.js';
import shared from '../../ui/filters.module.css';
import { EXPLANATION_STATES, EXPLANATION_WORDS, RULE_TEXT, RULES } from '../../ui/words.js';
import css from './filters.module.css';

const STATES = { open: 'còn hiệu lực', cleared: 'đã hết', all: 'tất cả' } as const;
const ORDERS = { inbox: 'theo mức, lâu nhất trước', newest: 'mới nhất trước' } as const;

interface FiltersProps {
  readonly search: WarningsSearch;
  readonly units: readonly UnitDto[];
  readonly withUnits: boolean;
}

/** What the list is narrowed to; all of it stands in the address. */
export function Filters({ search, units, withUnits }: FiltersProps) {
  const navigate = useNavigate({ from: '/canh-bao' });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as WarningsSearch, replace: true });
  return (
    <div className={`${shared.filters} ${css.inbox} no-print`}>
      <Select
        label="Tình trạng"
        value={search.tinhTrang ?? 'open'}
        onChange={(tinhTrang) => set({ tinhTrang: tinhTrang === 'open' ? undefined : tinhTrang })}
        options={Object.entries(STATES)}
      />
      <Select
        label="Quy tắc"
        value={search.quyTac ?? ''}
        onChange={(quyTac) => set({ quyTac: quyTac || undefined })}
        options={[['', 'tất cả'], ...RULES.map((rule) => [rule, RULE_TEXT[rule]] as const)]}
      />
      {withUnits ? (
        <Select
          label="Đơn vị"
          value={search.donVi ?? ''}
          onChange={(donVi) => set({ donVi: donVi || undefined })}
          options={[
            ['', 'tất cả'],
            ...units.map(({ id, name }) => [id, name] as const),
            // An address may name a unit that isn't in the list (yet).
            ...(search.donVi === undefined || units.some(({ id }) => id === search.donVi)
              ? []
              : [[search.donVi, search.donVi] as const]),
          ]}
        />
      ) : null}
      <Select
        label="Giải trình"
        value={search.giaiTrinh ?? ''}
        onChange={(giaiTrinh) => set({ giaiTrinh: giaiTrinh || undefined })}
        options={[
          ['', 'tất cả'],
          ...EXPLANATION_STATES.map((state) => [state, EXPLANATION_WORDS[state].text] as const),
        ]}
      />
      <Code
        label="Nhiệm vụ số"
        value={search.nhiemVu ?? ''}
        onSet={(nhiemVu) => set({ nhiemVu: nhiemVu || undefined })}
      />
      <Code
        label="Chỉ tiêu số"
        value={search.chiTieu ?? ''}
        onSet={(chiTieu) => set({ chiTieu: chiTieu || undefined })}
      />
      <Select
        label="Thứ tự"
        value={search.sap ?? 'inbox'}
        onChange={(sap) => set({ sap: sap === 'inbox' ? undefined : sap })}
        options={Object.entries(ORDERS)}
      />
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CodeProps {
  readonly label: string;
  readonly value: string;
  readonly onSet: (value: string) => void;
}

/** A code that is typed: it counts on Enter, or when one goes on. */
function Code({ label, value, onSet }: CodeProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const take = (event?: FormEvent) => {
    event?.preventDefault();
    const code = typed.trim();
    if (code !== value) onSet(code);
  };
  return (
    <form onSubmit={take}>
      <label>
        {label}
        <input
          size={6}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => take()}
        />
      </label>
    </form>
  );
}
