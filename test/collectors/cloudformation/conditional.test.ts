import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readInput } from '../../../cli/input.ts';
import { evaluate } from '../../../core/evaluate.ts';
import ssh from '../../../rules/ec2/ec2-security-group-ssh-restricted.ts';
import tagged from '../../../rules/ec2/ec2-security-group-tagged.ts';

describe('a resource of a template of which nobody can tell whether it is made', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'assize-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const everywhere = '{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0';

  async function verdicts(...parameter: string[]): Promise<string[]> {
    const file = path.join(folder, 'template.yaml');
    await writeFile(
      file,
      [
        'Parameters: {Env: {Type: String}}',
        'Conditions: {Prod: !Equals [!Ref Env, prod]}',
        'Resources:',
        `  Sure: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: a, VpcId: vpc-1, Tags: [{Key: A, Value: b}]}}`,
        `  Rule: {Type: 'AWS::EC2::SecurityGroupIngress', Condition: Prod, Properties: ${everywhere}, GroupId: !GetAtt Sure.GroupId}}`,
        `  Open: {Type: 'AWS::EC2::SecurityGroup', Condition: Prod, Properties: {GroupDescription: a, VpcId: vpc-1, SecurityGroupIngress: [${everywhere}}]}}`,
        '',
      ].join('\n'),
    );
    const { inventory } = await readInput(file, { parameter }, new Date(0));
    const found: string[] = [];
    for await (const { ruleId, status, resource } of evaluate(inventory, [ssh, tagged])) {
      found.push(`${resource.address ?? ''} ${ruleId.replace('ec2-security-group-', '')} ${status}`);
    }
    return found.sort();
  }

  it('is unknown, and so is what it says of others', async () => {
    expect(await verdicts()).to.deep.equal([
      'Open ssh-restricted unknown',
      'Open tagged unknown',
      'Sure ssh-restricted unknown',
      'Sure tagged pass',
    ]);
  });

  it('is judged, or not there, once the parameter is given', async () => {
    expect(await verdicts('Env=prod')).to.deep.equal([
      'Open ssh-restricted fail',
      'Open tagged fail',
      'Sure ssh-restricted fail',
      'Sure tagged pass',
    ]);
    expect(await verdicts('Env=dev')).to.deep.equal(['Sure ssh-restricted pass', 'Sure tagged pass']);
  });
});
