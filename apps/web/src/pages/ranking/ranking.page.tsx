import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useClocks } from '../../api/clocks.js';
import { useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import { lastFullMonth, spansBetween } from '../../ui/spans.js';
import { DraftText } from './draft-text.js';
import { RankingList } from './ranking-list.js';
import { UnitCard } from './unit-card.js';

const route = getRouteApi('/khung/xep-hang');

/** How the units stand in a month, quarter or year; one unit's card; the drafts. */
export function RankingPage() {
  const { id, period } = useProgramme();
  const { ky, donVi, duThao } = route.useSearch();
  const { asOf } = useClocks();
  const today = useToday();
  const now = asOf ?? today;
  const until = period.until < now ? period.until : now;
  const spans = useMemo(() => spansBetween(period.from, until), [period.from, until]);
  const span = ky ?? lastFullMonth(now, period.from);
  if (duThao !== undefined) return <DraftText programme={id} span={span} spans={spans} kind={duThao} />;
  if (donVi !== undefined) return <UnitCard programme={id} span={span} spans={spans} unit={donVi} />;
  return <RankingList programme={id} span={span} spans={spans} />;
}
