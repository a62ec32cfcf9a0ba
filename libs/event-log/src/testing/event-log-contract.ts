import { describe, it } from '@jest/globals';
import { appendCases } from './contract/append-cases.js';
import { doorCases } from './contract/door-cases.js';
import { followCases } from './contract/follow-cases.js';
import type { ContractCase, ContractHarness } from './contract/harness.js';
import { readCases } from './contract/read-cases.js';

export type { ContractHarness } from './contract/harness.js';

const groups = { appending: appendCases, 'the door': doorCases, reading: readCases, following: followCases };

export type ContractCaseName =
  | keyof typeof appendCases
  | keyof typeof doorCases
  | keyof typeof readCases
  | keyof typeof followCases;

export interface ContractOptions {
  /** Cases that the engine can't do, each with the reason; they are printed as skipped. */
  readonly cannot?: Partial<Record<ContractCaseName, string>>;
}

/**
 * The contract that every engine keeps, as a suite of named cases; each case gets a harness of its own.
 * A runner is about ten lines: see `engines/sqlite/sqlite-event-log.int-spec.ts`.
 */
export function eventLogContract(
  name: string,
  factory: () => Promise<ContractHarness>,
  { cannot = {} }: ContractOptions = {},
): void {
  const reasons: Readonly<Record<string, string>> = cannot;
  describe(`${name} keeps the event log contract`, () => {
    for (const [group, cases] of Object.entries(groups)) {
      describe(group, () => {
        for (const [caseName, run] of Object.entries<ContractCase>(cases)) {
          const reason = reasons[caseName];
          if (reason === undefined) it(caseName, () => runCase(factory, run));
          else it.skip(`${caseName} (cannot: ${reason})`, () => {});
        }
      });
    }
  });
}

async function runCase(factory: () => Promise<ContractHarness>, run: ContractCase): Promise<void> {
  const harness = await factory();
  try {
    await run(harness);
  } finally {
    await harness.dispose();
  }
}
