import { createContext, useContext } from 'react';
import { type Clocks, NOW } from './transport.js';

/** At which clocks the reads below ask. Two of these side by side show "then and now". */
export const ClocksContext = createContext<Clocks>(NOW);

/** The two clocks of this place on the page. */
export const useClocks = (): Clocks => useContext(ClocksContext);

/** Whether both clocks stand at now. */
export const areNow = ({ asOf, asKnownAt }: Clocks): boolean => asOf === null && asKnownAt === null;

/** Whether this place shows what is now. What is not now can't be changed: commands are hidden there. */
export const useIsNow = (): boolean => areNow(useClocks());
