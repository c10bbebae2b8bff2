import { expect } from 'chai';
import { flagIn, instantIn, rowsOf } from '../../../../collectors/aws/iam/credential-rows.ts';
import { arn, header, line } from './answers.ts';

const rows = (...lines: readonly string[]) => rowsOf([header, ...lines].join('\n'))!;

describe('lines of the credential report', () => {
  it('names the cells by the header, whatever the order and whatever else there is', () => {
    const report = rowsOf(`mfa_active,something_new,arn,user\r\ntrue,x,${arn('user/alice')},alice\r\n`)!;
    expect(report.unreadable).to.equal(0);
    expect(Object.fromEntries(report.rows[0]!)).to.deep.equal({
      mfa_active: 'true',
      something_new: 'x',
      arn: arn('user/alice'),
      user: 'alice',
    });
  });

  it('iam-041: reads a name with commas, quoted or not', () => {
    const name = 'a,b';
    const plain = line(name, { mfa_active: 'TRUE' }, arn('user/x,y/a,b'));
    const quoted = plain.replace(name, `"${name}"`).replace(arn('user/x,y/a,b'), `"${arn('user/x,y/a,b')}"`);
    for (const text of [plain, quoted]) {
      const [row] = rows(text).rows;
      expect(row!.get('user')).to.equal(name);
      expect(row!.get('arn')).to.equal(arn('user/x,y/a,b'));
      expect(row!.get('user_creation_time')).to.equal('2024-01-31T12:00:00+00:00');
      expect(flagIn(row, 'mfa_active')).to.equal(true);
      expect(row!.get('additional_credentials_info')).to.equal('N/A');
    }
  });

  it('reads a quote within quotes', () => {
    const [row] = rows(`"a""b",${arn('user/q')},x`).rows;
    expect(row!.get('user')).to.equal('a"b');
  });

  it('keeps a user called __proto__ apart', () => {
    const [row] = rows(line('__proto__')).rows;
    expect(row!.get('arn')).to.equal(arn('user/__proto__'));
  });

  it('counts what it cannot read, and takes nothing else for a report', () => {
    expect(rows('a,b,c', line('alice'), 'no,arn:aws,at,all' + ',x'.repeat(30))).to.include({ unreadable: 2 });
    for (const text of ['', '<html>', 'user,name\na,b']) expect(rowsOf(text)).to.equal(null);
  });

  it('does not know the cells that a line lacks', () => {
    const [row] = rows(`alice,${arn('user/alice')}`).rows;
    expect(flagIn(row, 'mfa_active')).to.equal(undefined);
    expect(instantIn(row, 'password_last_used')).to.equal(undefined);
  });

  it('iam-002: reads TRUE and FALSE in any case, and nothing else', () => {
    const flags = ['true', 'TRUE', 'True', 'false', 'FALSE', 'not_supported', 'N/A', '', '1'].map((cell) =>
      flagIn(new Map([['c', cell]]), 'c'),
    );
    expect(flags).to.deep.equal([true, true, true, false, false, undefined, undefined, undefined, undefined]);
    expect(flagIn(undefined, 'c')).to.equal(undefined);
  });

  it('iam-010: tells never from what it cannot read', () => {
    const read = (cell: string) => instantIn(new Map([['c', cell]]), 'c');
    for (const cell of ['N/A', 'n/a', 'no_information', 'not_supported']) expect(read(cell)).to.equal(null);
    expect(read('2026-01-31T12:00:00+00:00')).to.equal('2026-01-31T12:00:00.000Z');
    expect(read('2026-01-31T12:00:00Z')).to.equal('2026-01-31T12:00:00.000Z');
    for (const cell of ['', 'yesterday', '2026', '2026-13-31T12:00:00Z']) expect(read(cell)).to.equal(undefined);
  });
});
