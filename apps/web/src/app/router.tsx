import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { session } from '../api/session.js';
import { navigation, Page } from '../ui/page.js';
import { Loading, NotFound } from '../ui/states.js';
import { Frame } from './layout/frame.js';
import { PageError } from './page-error.js';
import { firstPageOf } from './pages.js';
import { parseAddress, writeAddress } from './search.js';
import * as searches from './searches.js';

const root = createRootRoute({
  component: Outlet,
  validateSearch: searches.commonSearch,
  // Programme and clocks go along wherever one goes.
  search: { middlewares: [retainSearchParams(['ct', 'ngay', 'biet'])] },
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/dang-nhap',
  validateSearch: searches.loginSearch,
  component: lazyRouteComponent(() => import('../pages/login/login.page.js'), 'LoginPage'),
});

/** Everything that wants a login: header, navigation, banners around the page. */
const frame = createRoute({ getParentRoute: () => root, id: 'khung', component: Frame });

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    const now = session.get();
    if (now.state === 'in') throw redirect({ to: firstPageOf(now.live.principal), replace: true });
  },
  component: Loading,
});

const inFrame = () => frame;

const pages = [
  createRoute({
    getParentRoute: inFrame,
    path: '/tong-quan',
    component: lazyRouteComponent(() => import('../pages/overview/overview.page.js'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/nhiem-vu',
    validateSearch: searches.tasksSearch,
    component: lazyRouteComponent(() => import('../pages/tasks/tasks.page.js'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/nhiem-vu/$assignment',
    validateSearch: searches.taskSearch,
    component: lazyRouteComponent(() => import('../pages/task/task.page.js'), 'TaskPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/cap-nhat',
    validateSearch: searches.updatesSearch,
    component: lazyRouteComponent(() => import('../pages/updates/updates.page.js'), 'UpdatesPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/chot-thang',
    validateSearch: searches.monthEndSearch,
    component: lazyRouteComponent(() => import('../pages/month-end/month-end.page.js'), 'MonthEndPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/canh-bao',
    validateSearch: searches.warningsSearch,
    component: lazyRouteComponent(() => import('../pages/warnings/warnings.page.js'), 'WarningsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/canh-bao/$warning',
    component: lazyRouteComponent(() => import('../pages/warning/warning.page.js'), 'WarningPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/xep-hang',
    validateSearch: searches.rankingSearch,
    component: lazyRouteComponent(() => import('../pages/ranking/ranking.page.js'), 'RankingPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/chi-tieu',
    validateSearch: searches.indicatorsSearch,
    component: lazyRouteComponent(() => import('../pages/indicators/indicators.page.js'), 'IndicatorsPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/chi-tieu/$code',
    validateSearch: searches.indicatorSearch,
    component: lazyRouteComponent(() => import('../pages/indicator/indicator.page.js'), 'IndicatorPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/nhap-van-ban',
    validateSearch: searches.importSearch,
    component: lazyRouteComponent(() => import('../pages/import/import.page.js'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/viec-thang-nay',
    validateSearch: searches.thisMonthSearch,
    component: lazyRouteComponent(() => import('../pages/this-month/this-month.page.js'), 'ThisMonthPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/cua-toi',
    validateSearch: searches.ownSearch,
    component: lazyRouteComponent(() => import('../pages/own/own.page.js'), 'OwnPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/tra-cuu',
    validateSearch: searches.lookUpSearch,
    component: lazyRouteComponent(() => import('../pages/look-up/look-up.page.js'), 'LookUpPage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/so-sanh',
    validateSearch: searches.compareSearch,
    component: lazyRouteComponent(() => import('../pages/compare/compare.page.js'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute: inFrame,
    path: '/tai-khoan',
    validateSearch: searches.accountsSearch,
    component: lazyRouteComponent(() => import('../pages/accounts/accounts.page.js'), 'AccountsPage'),
  }),
  // Any other address: told within the frame, from which one finds on.
  createRoute({
    getParentRoute: inFrame,
    path: '$',
    component: () => (
      <Page title="Không có trang này">
        <NotFound />
      </Page>
    ),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([login, frame.addChildren([home, ...pages])]),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  defaultPendingComponent: Loading,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: () => <NotFound />,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) navigation.within = true;
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
