import { expect } from 'chai';
import { InputError } from '../../../core/errors.ts';
import { isTerraformJson, parsePlan } from '../../../collectors/terraform/plan.ts';

const plan = { format_version: '1.2', resource_changes: [], note: 'Zürich 中' };
const bytes = (text: string) => Buffer.from(text);

function refusal(given: Buffer | string | object): { message: string; hint: string } {
  const content = Buffer.isBuffer(given) ? given : bytes(typeof given === 'string' ? given : JSON.stringify(given));
  try {
    parsePlan(content, 'plan.json');
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it is not refused');
}

describe('the JSON of a Terraform plan', () => {
  it('is read in every encoding that a shell writes', () => {
    const text = JSON.stringify(plan);
    const utf16be = Buffer.from(text, 'utf16le').swap16();
    for (const [name, content] of Object.entries({
      'UTF-8': bytes(text),
      'UTF-8 with a mark': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(text)]),
      'UTF-16 little-endian with a mark': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      'UTF-16 little-endian': Buffer.from(text, 'utf16le'),
      'UTF-16 big-endian with a mark': Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]),
      'UTF-16 big-endian': utf16be,
    })) {
      expect(parsePlan(content, 'plan.json'), name).to.deep.equal(plan);
    }
  });

  it('of format 0.2 and of later minor versions is read', () => {
    for (const version of ['0.1', '0.2', '1.0', '1.2', '1.99']) {
      expect(parsePlan(bytes(JSON.stringify({ format_version: version })), 'plan.json').format_version).to.equal(
        version,
      );
    }
  });

  it('is told from what people pass for it', () => {
    const cases: [string, Buffer | string | object, string, string][] = [
      [
        'a binary plan',
        Buffer.from('PK\u0003\u0004rest', 'latin1'),
        'is a plan in binary form',
        'terraform show -json',
      ],
      ['source', '# web\nresource "aws_vpc" "a" {\n}\n', 'is Terraform source, not a plan', 'terraform plan -out'],
      ['source after a line', 'terraform {\n}\n', 'is Terraform source, not a plan', 'terraform plan -out'],
      [
        'a state file',
        { version: 4, lineage: 'x', resources: [] },
        'is a state file, not a plan',
        'terraform plan -out',
      ],
      [
        'the state as JSON',
        { format_version: '1.0', values: {} },
        'is the state as JSON, not a plan',
        'terraform plan -out',
      ],
      [
        'a log',
        { '@level': 'info', '@message': 'x' },
        'is the log of terraform plan -json, not a plan',
        'terraform show',
      ],
      ['a newer major version', { format_version: '2.0' }, 'has plan format 2.0', 'terraform show'],
      [
        'a plan that ended in an error',
        { format_version: '1.2', errored: true },
        'ended with an error',
        'terraform plan -out',
      ],
      ['JSON of something else', { hello: 1 }, 'is not a plan: it has no format_version', 'terraform show'],
      ['a list', [], 'is not a plan: it is not a JSON object', 'terraform show'],
      [
        'changes that are no list',
        { format_version: '1.2', resource_changes: {} },
        'resource_changes is not a list',
        '',
      ],
      [
        'a change that is none',
        { format_version: '1.2', resource_changes: [1] },
        'resource_changes/0 is not an object',
        '',
      ],
      [
        'a change without address',
        { format_version: '1.2', resource_changes: [{}] },
        'resource_changes/0 has no address',
        '',
      ],
      [
        'a change without actions',
        { format_version: '1.2', resource_changes: [{ address: 'a.b', type: 'a', change: {} }] },
        'resource_changes/0 has no change with actions',
        '',
      ],
    ];
    for (const [title, content, message, hint] of cases) {
      const refused = refusal(content);
      expect(refused.message, title).to.include('plan.json: ').and.to.include(message);
      expect(refused.hint, title).to.include(hint);
    }
  });

  it('names the line where it is cut off', () => {
    expect(refusal('{\n "format_version": "1.2",\n "resource_changes": [').message).to.match(
      /^plan\.json:3: is not JSON/,
    );
  });

  it('cut off anywhere is refused, never taken for a smaller plan', () => {
    const text = JSON.stringify({
      ...plan,
      resource_changes: [{ address: 'a.b', type: 'a', change: { actions: [] } }],
    });
    for (let end = 0; end < text.length; end += 1) {
      expect(() => parsePlan(bytes(text.slice(0, end)), 'plan.json'), String(end)).to.throw(InputError);
    }
  });

  it('is told from a template', () => {
    expect(isTerraformJson(plan)).to.equal(true);
    expect(isTerraformJson({ Resources: {} })).to.equal(false);
    expect(isTerraformJson([])).to.equal(false);
  });
});
