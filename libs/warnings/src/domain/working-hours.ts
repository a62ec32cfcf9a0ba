/** Local time as a working day begins: a due date is then said to come near. */
export const FIRST_DAY_HOUR = '08:00';

/** Local time as a working day ends: what was not accepted by then is warned of, and what stands by then climbs. */
export const LAST_DAY_HOUR = '17:00';
