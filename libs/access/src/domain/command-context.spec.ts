import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import { type CommandContext, envelopeFor } from './command-context.js';

const context: CommandContext = {
  principal: { id: 'so-khcn', displayName: 'Đầu mối', grants: [{ role: 'lead-unit', unit: 'so-khcn' }] },
  commandId: 'c-1',
  correlationId: 'k-1',
  digest: 'd-1',
  demandedRevision: 4,
};

describe('envelopeFor', () => {
  it('names the actor by the grant that allows the act, and leaves out what is not there', () => {
    expect(envelopeFor(context, 'report.submit', 'so-khcn')).toStrictEqual({
      commandId: 'c-1',
      correlationId: 'k-1',
      digest: 'd-1',
      actor: { id: 'so-khcn', role: 'lead-unit', unit: 'so-khcn' },
    });
  });

  it('hands on the rule of an automatic act and the seed of a simulated one', () => {
    const automatic = { ...context, rule: { id: 'r', version: 1 }, simulated: { seed: 57 } };
    expect(envelopeFor(automatic, 'report.submit', 'so-khcn')).toMatchObject({
      rule: { id: 'r', version: 1 },
      simulated: { seed: 57 },
    });
  });

  it('refuses what no grant allows', () => {
    expect(() => envelopeFor(context, 'report.submit', 'so-tc')).toThrow(Refusal);
  });
});
