import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import { type Read, useRead } from '../api/reads.js';
import { programmesControllerList } from '../client/sdk.gen.js';
import type { ProgrammeDto } from '../client/types.gen.js';
import { Answer, Empty, NotFound } from '../ui/states.js';

const programmes: Read<ProgrammeDto[]> = {
  key: ['programmes'],
  madeOf: ['programme', 'task', 'indicator'],
  call: (options) => programmesControllerList(options),
};

interface ProgrammeChoice {
  readonly query: UseQueryResult<ProgrammeDto[]>;
  /** Null: being read, or there is none as the address names it. */
  readonly programme: ProgrammeDto | null;
  readonly choose: (id: string) => void;
}

const ProgrammeContext = createContext<ProgrammeChoice | null>(null);
const LAST = 'nq57-programme';

interface ProviderProps {
  /** Whether the account may read programmes. */
  readonly enabled: boolean;
  readonly children: ReactNode;
}

/** Reads the programmes and chooses one: the address's, the last one of this browser, the newest. */
export function ProgrammeProvider({ enabled, children }: ProviderProps) {
  const query = useRead(programmes, { enabled });
  const { ct } = useSearch({ strict: false });
  const navigate = useNavigate();
  const all = query.data ?? [];
  const byId = (id: string | null | undefined) => all.find((one) => one.id === id);
  const newest = [...all].sort((a, b) => b.documentYear - a.documentYear)[0];
  const programme = ct === undefined ? (byId(localStorage.getItem(LAST)) ?? newest) : byId(ct);
  const choose = (id: string) => {
    void navigate({ to: '.', search: (before) => ({ ...before, ct: id }) });
    localStorage.setItem(LAST, id);
  };
  return (
    <ProgrammeContext value={{ query, programme: programme ?? null, choose }}>{children}</ProgrammeContext>
  );
}

/** Shows the page once there is a programme to speak of. */
export function ProgrammeGate({ children }: { readonly children: ReactNode }) {
  const { query, programme } = useProgrammeChoice();
  const { ct } = useSearch({ strict: false });
  return (
    <Answer query={query} what="các chương trình">
      {(all) => {
        if (programme) return children;
        if (all.length > 0) return <NotFound detail={`Không có chương trình “${ct?.slice(0, 60)}”.`} />;
        return (
          <Empty title="Chưa có chương trình nào">
            Khi Cơ quan Thường trực nạp danh mục hoặc nhập văn bản đầu tiên, các trang ở đây sẽ có số liệu.
          </Empty>
        );
      }}
    </Answer>
  );
}

/** The programme that the page speaks of. */
export function useProgramme(): ProgrammeDto {
  const { programme } = useProgrammeChoice();
  if (!programme) throw new Error('outside of ProgrammeGate');
  return programme;
}

/** The same with the others, for the header. */
export function useProgrammeChoice(): ProgrammeChoice {
  const choice = useContext(ProgrammeContext);
  if (!choice) throw new Error('outside of ProgrammeProvider');
  return choice;
}
