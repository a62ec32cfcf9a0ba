import { useReadPages } from '../../api/reads.js';
import { EventLine } from '../../ui/event-line.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer } from '../../ui/states.js';
import { storedEvent } from '../../ui/stored-event.js';
import { told } from '../../ui/told-event.js';
import css from './warning.module.css';
import { historyOf } from './warning.reads.js';

/** What kind of step an event is, for those who look over the line. */
const SIGNS: Readonly<Record<string, string>> = {
  WarningRaised: '!',
  WarningEscalated: '↑',
  WarningCleared: '✓',
  ExplanationRequested: '?',
  ExplanationSubmitted: '✎',
  ExplanationReturned: '↩',
  CauseConfirmed: '☑',
};

/** Everything that happened to the warning, as sentences, each opening to the event as it was stored. */
export function Course({ id }: { readonly id: string }) {
  const query = useReadPages(historyOf(id));
  return (
    <Panel title="Diễn biến" aside="cũ nhất trước">
      <Answer query={query} what="diễn biến">
        {({ pages }) => (
          <>
            <ol className={css.course}>
              {pages
                .flatMap(({ items }) => items)
                .map((line) => (
                  <li key={line.eventId} className={css.step}>
                    <span className={css.sign} aria-hidden="true">
                      {SIGNS[line.type] ?? '·'}
                    </span>
                    <EventLine event={told(line)} stored={storedEvent(line.eventId)} />
                  </li>
                ))}
            </ol>
            <ReadMore query={query} />
          </>
        )}
      </Answer>
    </Panel>
  );
}
