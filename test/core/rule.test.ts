import { expect } from 'chai';
import { DefinitionError } from '../../core/errors.ts';
import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

const least = {
  id: 'test-volume-kept',
  title: 'Volume is kept',
  severity: 'low',
  resource: 'aws.ec2.volume',
  controls: [],
  rationale: 'why',
  remediation: 'what',
  references: ['https://docs.aws.amazon.com/'],
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate: () => pass,
} as const;

function refusal(more: { id?: string; title?: string }): DefinitionError {
  try {
    defineRule({ ...least, ...more });
  } catch (error) {
    expect(error).to.be.instanceOf(DefinitionError);
    return error as DefinitionError;
  }
  throw new Error(`${JSON.stringify(more)} was not refused`);
}

describe('defineRule', () => {
  it('fills in what a rule need not say', () => {
    expect(JSON.parse(JSON.stringify(defineRule(least)))).to.deep.equal({
      id: least.id,
      title: least.title,
      severity: 'low',
      kinds: ['aws.ec2.volume'],
      reads: [],
      controls: [],
      rationale: 'why',
      remediation: 'what',
      references: least.references,
      equivalents: {},
      aliases: [],
      deprecated: null,
      params: {},
      examples: least.examples,
    });
  });

  it('keeps what it says', () => {
    const said = {
      equivalents: { prowler: ['a'] },
      aliases: ['test-volume-held'],
      deprecated: 'Use another',
      reads: ['aws.ec2.snapshot'],
    } as const;
    const kinds = ['aws.ec2.volume', 'aws.ec2.snapshot'] as const;
    const made = defineRule({ ...least, ...said, resource: kinds });
    expect(made).to.deep.include({ ...said, kinds });
  });

  it('takes ids of lower case words joined by hyphens only', () => {
    for (const id of ['a-b', 'ec2-volume-encrypted', 'a1-2b']) expect(defineRule({ ...least, id }).id).to.equal(id);
    for (const id of ['', 'volume', '-a-b', 'a-b-', 'a--b', 'A-b', 'a-B', '2a-b', 'a_b-c', 'a-b c', ' a-b', 'a-b\n']) {
      const refused = refusal({ id });
      expect(refused.message).to.include(`"${id}"`);
      expect(refused.hint).not.to.equal('');
    }
  });

  it('takes no title that ends in a full stop', () => {
    const refused = refusal({ title: 'Volume is kept.' });
    expect(refused.message).to.include(least.id);
    expect(refused.hint).not.to.equal('');
    expect(defineRule({ ...least, title: 'Not in 0.0.0.0/0' }).title).to.equal('Not in 0.0.0.0/0');
  });
});

describe('a verdict', () => {
  it('says what it says', () => {
    expect(pass).to.deep.equal({ status: 'pass' });
    expect(fail('it is open')).to.deep.equal({ status: 'fail', message: 'it is open', part: null });
    expect(fail('it is open', 'tcp/22')).to.deep.equal({ status: 'fail', message: 'it is open', part: 'tcp/22' });
    expect(notApplicable('it is gone')).to.deep.equal({ status: 'not-applicable', message: 'it is gone' });
  });
});
