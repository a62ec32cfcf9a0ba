import { type ReactNode, useEffect, useRef } from 'react';
import { useInPane } from '../app/pane.js';
import css from './page.module.css';

const SUFFIX = 'Theo dõi Nghị quyết 57';

/** Set by the router (app/router.tsx): whether the page is there because somebody went to it within the app. */
export const navigation = { within: false };

interface PageProps {
  /** Also the document's title. */
  readonly title: string;
  /** A sentence or marks beside the title. */
  readonly lead?: ReactNode;
  /** Buttons of the whole page; not printed. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/**
 * The frame of every page: its title, which a screen reader hears when one comes here, and its parts below. Within another
 * page it names nothing but itself, and takes the focus only where the link is gone that had it.
 */
export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const inPane = useInPane();
  useEffect(() => {
    if (!inPane) document.title = `${title} · ${SUFFIX}`;
  }, [title, inPane]);
  useEffect(() => {
    const free = !inPane || document.activeElement === document.body;
    if (navigation.within && free) heading.current?.focus({ preventScroll: true });
  }, [inPane]);
  return (
    <div className={css.page}>
      <div className={css.head}>
        <div className={css.titles}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <div className={css.lead}>{lead}</div> : null}
        </div>
        {actions ? <div className={`${css.actions} no-print`}>{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  /** Marks or a sentence at the title's right. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a page, with a heading of the second level. */
export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section className={css.panel}>
      <div className={css.panelHead}>
        <h2>{title}</h2>
        {aside ? <div className={css.aside}>{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
