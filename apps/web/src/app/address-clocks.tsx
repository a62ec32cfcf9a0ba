import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Clocks } from '../api/transport.js';
import { clockFields } from './searches.js';

/** The clocks as the address has them; `flawed` names what can't be read. */
export function useAddressClocks(): { readonly clocks: Clocks; readonly flawed: readonly string[] } {
  const { ngay, biet } = useSearch({ strict: false });
  const asOf = ngay === undefined ? null : clockFields.ngay(ngay);
  const asKnownAt = biet === undefined ? null : clockFields.biet(biet);
  return {
    clocks: { asOf: asOf ?? null, asKnownAt: asKnownAt ?? null },
    flawed: [...(asOf === undefined ? ['ngay'] : []), ...(asKnownAt === undefined ? ['biet'] : [])],
  };
}

/** Sets the clocks of this page's address, and of where one goes from it. */
export function useSetClocks(): (clocks: Clocks) => void {
  const navigate = useNavigate();
  return ({ asOf, asKnownAt }) =>
    void navigate({
      to: '.',
      // An empty parameter is left out of the address, where a missing one would be retained.
      search: (before) => ({ ...before, ngay: asOf ?? '', biet: asKnownAt ?? '' }),
    });
}
