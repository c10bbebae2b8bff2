import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { csvRows } from '../../ci/csv.ts';
import { controlsOfConcept, conceptsOf } from '../../ci/hipaa-concepts.ts';
import { defineRule, pass, type ControlId } from '../../core/rule.ts';
import { frameworks, hipaa } from '../../rules/frameworks/index.ts';
import rules from '../../rules/index.ts';

const mapping = csvRows(readFileSync(path.join(import.meta.dirname, '../../ci/hipaa-mapping.csv'), 'utf8'));

describe('the HIPAA catalogue', () => {
  it('has the 68 standards and implementation specifications, with what they are', () => {
    const surveyed = new Map(mapping.map((row) => [row.get('control_id'), row.get('addressable_or_required')]));
    expect(surveyed.size).to.equal(68);
    expect(hipaa.controls.map(({ id, type }) => [id, type])).to.deep.equal([...surveyed]);
  });

  it('has a title for each, and the titles of the survey but where it explains', () => {
    const surveyed = new Map(mapping.map((row) => [row.get('control_id'), row.get('control_title')]));
    const own = hipaa.controls.filter(({ id, title }) => title !== surveyed.get(id)).map(({ id }) => id);
    expect(own).to.deep.equal(['164.314(b)(2)', '164.316(b)(2)(i)', '164.316(b)(2)(ii)', '164.316(b)(2)(iii)']);
    for (const { title } of hipaa.controls) expect(title).to.match(/^[A-Z].*[a-z]$/);
  });

  it('says of which text it is, and where that is', () => {
    expect(hipaa.source).to.match(/2013 .*https:\/\/www\.ecfr\.gov/);
  });

  it('is checked by the compiler: a rule cannot name a control that does not exist', () => {
    const good: ControlId = 'hipaa:164.312(a)(2)(iv)';
    // @ts-expect-error -- 164.308(a)(3)(iii) is cited elsewhere, but the rule has no such section
    const bad: ControlId = 'hipaa:164.308(a)(3)(iii)';
    // @ts-expect-error -- a control needs its framework
    const bare: ControlId = '164.312(a)(2)(iv)';
    expect([good, bad, bare]).to.have.length(3);
    const rule = defineRule({
      id: 'ec2-volume-imagined',
      title: 'Nothing is asked',
      severity: 'low',
      resource: 'aws.ec2.volume',
      // @ts-expect-error -- nor can a definition
      controls: ['hipaa:164.312(a)(2)(v)'],
      rationale: '',
      remediation: '',
      references: [],
      examples: { pass: {}, fail: {} },
      evaluate: () => pass,
    });
    expect(rule.controls).to.deep.equal(['hipaa:164.312(a)(2)(v)']);
  });
});

describe('every framework', () => {
  it('has an id of its own, in order, and controls of their own ids', () => {
    const ids = frameworks.map(({ id }) => id);
    expect(ids).to.deep.equal([...new Set(ids)].sort());
    for (const { controls } of frameworks) {
      const own = controls.map(({ id }) => id);
      expect(own).to.deep.equal([...new Set(own)]);
    }
  });
});

describe('the controls of every rule', () => {
  const known = new Set(frameworks.flatMap(({ id, controls }) => controls.map((control) => `${id}:${control.id}`)));
  const concepts = new Set(mapping.map((row) => row.get('check_concept')));

  it('have a line for each rule, and no line for others', () => {
    expect(Object.keys(conceptsOf).sort()).to.deep.equal(rules.map(({ id }) => id).sort());
  });

  for (const rule of rules) {
    it(`${rule.id}: exist, each once, and are not contracts (164.314(b))`, () => {
      expect(rule.controls).to.deep.equal([...new Set(rule.controls)]);
      for (const control of rule.controls) {
        expect(known).to.include(control);
        expect(control).not.to.match(/164\.314\(b\)/);
      }
    });

    it(`${rule.id}: include those on which two sources or more agree`, () => {
      const own = conceptsOf[rule.id];
      expect(own, `ci/hipaa-concepts.ts has nothing of ${rule.id}`).not.to.equal(undefined);
      if (own === undefined || 'none' in own) return;
      for (const concept of own) {
        expect(concepts).to.include(concept);
        expect(rule.controls).to.include.members([...controlsOfConcept(mapping, concept)]);
      }
    });
  }
});
