import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coveragePage, coveredServices, equivalentsOf, Survey, surveyRows } from '../../ci/coverage.ts';
import { csvRows } from '../../ci/csv.ts';
import { unanswered } from '../../ci/unanswered.ts';
import rules from '../../rules/index.ts';

const csv = readFileSync(path.join(import.meta.dirname, '../../ci/consensus-checks.csv'), 'utf8');
const survey = new Survey(surveyRows(csv));

describe('the survey of other scanners', () => {
  it('is read whole', () => {
    expect(survey.rows).to.have.length(330);
    const listed = survey.rows.filter(({ service, peers }) => coveredServices.includes(service) && peers >= 2);
    expect(listed).to.have.length(130);
    expect(survey.rowsWith('securityHub EC2.3').map(({ what }) => what)).to.deep.equal(['Volume not encrypted']);
  });

  it('joins families of ids with a star', () => {
    expect(survey.rowsWith('cloudsploit openHadoopHDFSNameNode')[0]?.what).to.match(/^Other service ports open/);
    expect(survey.rowsWith('prowler ec2_tcp_port_redis_6379')[0]?.what).to.match(/^Database ports open/);
    expect(survey.rowsWith('cloudsploit open')).to.deep.equal([]);
    expect(survey.rowsWith('prowler openHadoopX')).to.deep.equal([]);
  });

  it('lets an id of several rows decide only where a rule has no other', () => {
    const what = (equivalents: Parameters<Survey['answeredBy']>[0]['equivalents']) =>
      [...survey.answeredBy({ equivalents })].map((row) => row.what);
    expect(what({ trivy: ['ec2/no_public_ingress_sgr'], checkov: ['CKV_AWS_24'] })).to.deep.equal([
      'SSH 22 open to the world',
    ]);
    expect(what({ trivy: ['ec2/no_public_ingress_sgr'] })).to.have.length(2);
    expect(what({})).to.deep.equal([]);
  });
});

describe('the equivalents of every rule', () => {
  for (const rule of rules) {
    it(`${rule.id}: are in the survey, each once`, () => {
      const ids = equivalentsOf(rule);
      expect(ids).to.deep.equal([...new Set(ids)]);
      for (const id of ids)
        expect(survey.rowsWith(id), `${id} is not in ci/consensus-checks.csv`).not.to.deep.equal([]);
    });
  }
});

describe('the coverage page', () => {
  it('answers every row that two scanners have, or says why not', () => {
    const page = coveragePage(rules, csv, unanswered);
    expect(page).to.include('| Volume not encrypted | 9 | [ec2-volume-encrypted](rules/ec2-volume-encrypted.md) |');
    expect(page).to.include('| Trail bucket public | 5 | none: needs S3 buckets: not collected yet |');
    expect(page).not.to.include('ECS');
  });

  const header =
    'service,check,n_peers,prowler,powerpipe,cloudsploit,securityhub_fsbp,aws_config,scoutsuite,checkov,trivy,cdk_nag';
  const small = `${header}\nRDS,Public,2,a,b,,,,,,,\nRDS,Rare,1,c,,,,,,,,\nECS,Other,5,d,,,,,,,,\n`;
  const answering = [
    { id: 'rds-b', equivalents: { powerpipe: ['b'] } },
    { id: 'rds-a', equivalents: { prowler: ['a'] } },
  ];

  it('lists the rules in order, and no rows of one scanner or of other services', () => {
    const page = coveragePage(answering, small, {});
    expect(page).to.include('| Public | 2 | [rds-a](rules/rds-a.md), [rds-b](rules/rds-b.md) |');
    expect(page).not.to.match(/Rare|Other/);
    expect(page).to.include('1 of 1 are answered');
  });

  it('is refused where a row has neither rule nor reason', () => {
    expect(() => coveragePage([], small, {})).to.throw('no rule answers "RDS: Public"');
    expect(coveragePage([], small, { RDS: { Public: 'needs *time*' } })).to.include('none: needs \\*time\\*');
  });

  it('is refused where a reason is given for what a rule answers, or for no row', () => {
    expect(() => coveragePage(answering, small, { RDS: { Public: 'x' } })).to.throw(/although rds-a, rds-b answers it/);
    expect(() => coveragePage(answering, small, { RDS: { Rare: 'x' } })).to.throw(/not a row of the survey/);
    expect(() => coveragePage(answering, small, { ECS: { Other: 'x' } })).to.throw(/not a row of the survey/);
  });
});

describe('the CSV reader', () => {
  it('reads quotes, commas and lines in cells', () => {
    const rows = csvRows('a,b\r\n"x, ""y""\nz",\n"",2');
    expect(rows.map((row) => [...row])).to.deep.equal([
      [
        ['a', 'x, "y"\nz'],
        ['b', ''],
      ],
      [
        ['a', ''],
        ['b', '2'],
      ],
    ]);
    expect(csvRows('')).to.deep.equal([]);
    expect(csvRows('a,b\n')).to.deep.equal([]);
  });

  it('refuses a row of another length', () => {
    expect(() => csvRows('a,b\n1\n')).to.throw('row 2 has 1 cells, not 2');
  });

  it('reads back any cells', () => {
    const cell = fc.string();
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = [['a', 'b'], ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('');
        expect(csvRows(text).map((row) => [...row.values()])).to.deep.equal(rows);
      }),
    );
  });
});
