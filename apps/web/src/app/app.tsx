import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider, theme } from 'antd';
import vi from 'antd/locale/vi_VN';
import { queryClient } from '../api/reads.js';
import { calendarIcon, clearIcon, loadingIcon } from '../ui/icons.js';
import { router } from './router.js';
import { useDark } from './theme.js';

/** antd puts its styles into the page; the Content-Security-Policy lets in those with this answer's nonce. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

export function App() {
  const dark = useDark();
  return (
    <ConfigProvider
      locale={vi}
      // What opens from within a dialog must lie in it: the browser shows a dialog above all else.
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
      {...(nonce ? { csp: { nonce } } : {})}
      button={{ loadingIcon }}
      datePicker={{ suffixIcon: calendarIcon, clearIcon }}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: dark ? '#3b7dd0' : '#0b57b0',
          colorInfo: dark ? '#4a8fe0' : '#0b57b0',
          colorError: dark ? '#e45c5c' : '#c62828',
          colorLink: dark ? '#8ab8f5' : '#0b57b0',
          colorTextPlaceholder: dark ? '#9aa3ae' : '#67707b',
          colorTextDescription: dark ? '#b3bac4' : '#4d5661',
          fontFamily: FONT,
          fontSize: 15,
          controlHeight: 36,
        },
      }}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
