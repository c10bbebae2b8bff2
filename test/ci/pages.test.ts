import { expect } from 'chai';
import { prose, table } from '../../ci/markdown.ts';
import { frameworkPage, rulePage, rulesPage } from '../../ci/pages.ts';
import { defineRule, fail, integer, pass } from '../../core/rule.ts';
import { frameworks, hipaa } from '../../rules/frameworks/index.ts';
import rules from '../../rules/index.ts';

const sample = defineRule({
  id: 'ec2-volume-imagined',
  title: 'EBS volume is of `size` < 5',
  severity: 'low',
  resource: ['aws.ec2.volume', 'aws.ec2.snapshot'],
  reads: ['aws.ec2.instance'],
  controls: ['hipaa:164.312(a)(1)'],
  rationale: 'Costs *money*',
  remediation: 'Delete it. Really.',
  references: ['https://docs.aws.amazon.com/ebs/'],
  equivalents: { prowler: ['one', 'two'], cdkNag: ['Three'] },
  aliases: ['ec2-volume-dreamt'],
  deprecated: 'Use ec2-volume-encrypted',
  params: { most: integer({ default: 5, minimum: 1, maximum: 9 }) },
  examples: { pass: { encrypted: true }, fail: [{ encrypted: false }, { 'aws.ec2.instance': [{ name: 'web' }] }] },
  evaluate: (one) => (one.encrypted ? pass : fail('no')),
});

describe('the page of a rule', () => {
  it('says all that the rule says of itself', () => {
    expect(rulePage(sample, frameworks)).to.equal(`# ec2-volume-imagined

EBS volume is of \`size\` \\< 5.

**Deprecated.** Use ec2-volume-encrypted.

- Severity: low
- Judges: EBS volume (\`aws.ec2.volume\`), EBS snapshot (\`aws.ec2.snapshot\`)
- Asks about: instance (\`aws.ec2.instance\`)
- Called before: \`ec2-volume-dreamt\`

## Why

Costs \\*money\\*.

## What to do

Delete it. Really.

## Parameters

| Parameter | Takes | Default |
| --- | --- | --- |
| \`most\` | a whole number from 1 to 9 | \`5\` |

## Examples

Passes:

\`\`\`json
{
  "encrypted": true
}
\`\`\`

Fails:

\`\`\`json
{
  "encrypted": false
}
\`\`\`

among

\`\`\`json
{
  "aws.ec2.instance": [
    {
      "name": "web"
    }
  ]
}
\`\`\`

## Controls

- [HIPAA Security Rule 164.312(a)(1)](../frameworks/hipaa.md) Access control (standard)

## Elsewhere

- Prowler: \`one\`, \`two\`
- cdk-nag: \`Three\`

## References

- <https://docs.aws.amazon.com/ebs/>
`);
  });

  it('can be made of every rule', () => {
    for (const rule of rules) expect(rulePage(rule, frameworks)).to.include(`# ${rule.id}\n`);
  });

  it('says so where the rule serves no control', () => {
    expect(rulePage({ ...sample, controls: [] }, frameworks)).to.include('It serves no control of a framework.');
  });
});

describe('the list of rules', () => {
  it('has every rule once, in order, by service', () => {
    const page = rulesPage(rules);
    const listed = [...page.matchAll(/^\| \[([^\]]+)\]\(rules\/\1\.md\)/gm)].map(([, id]) => id);
    expect(listed).to.deep.equal(rules.map(({ id }) => id).sort());
    expect(page).to.include('\n## iam\n');
  });
});

describe('the page of a framework', () => {
  it('has every control once: with its rules, or among those that no rule answers', () => {
    const page = frameworkPage(hipaa, rules);
    const listed = [...page.matchAll(/^\| (164\.[^ ]+) \|/gm)].map(([, id]) => id);
    expect([...listed].sort()).to.deep.equal(hipaa.controls.map(({ id }) => id).sort());
    const [, after = ''] = page.split('## Controls that no rule answers');
    expect(after).to.include('| 164.316(a) | Policies and procedures | standard |');
    expect(after).to.include('164.314(b)(1)');
    expect(after).not.to.include('164.312(b)');
    expect(page).to.include('<https://www.ecfr.gov/current/title-45/part-164/subpart-C>');
  });
});

describe('Markdown', () => {
  it('keeps prose from being markup, and code as it is', () => {
    expect(prose('a*b [c] <d> `e*f` #g')).to.equal('a\\*b \\[c\\] \\<d\\> `e*f` \\#g');
    expect(table(['a'], [['b|c']])).to.equal('| a |\n| --- |\n| b\\|c |');
  });
});
