import { expect } from 'chai';
import * as errors from '../../core/errors.ts';

const { AssizeError, exitCode, messageOf } = errors;
const kinds = [
  'AssizeError',
  'UsageError',
  'ConfigError',
  'InputError',
  'OutputError',
  'CredentialsError',
  'DefinitionError',
] as const;

describe('an error that a person can mend', () => {
  for (const kind of kinds) {
    it(`${kind} has its name, what to do, and the exit code of wrong use`, () => {
      const error = new errors[kind]('it is wrong', 'Mend it');
      expect(error).to.be.instanceOf(AssizeError);
      expect(error).to.deep.include({ name: kind, hint: 'Mend it', exitCode: exitCode.usage, place: {} });
      expect(error.message).to.equal('it is wrong');
    });
  }

  it('says where: the file, and the line where there is one', () => {
    const at = (place: errors.Place) => new AssizeError('it is wrong', 'Mend it', place);
    expect(at({ file: 'a.yaml' }).message).to.equal('a.yaml: it is wrong');
    expect(at({ file: 'a.yaml', line: 7 }).message).to.equal('a.yaml:7: it is wrong');
    expect(at({ file: 'a.yaml', line: 7 }).place).to.deep.equal({ file: 'a.yaml', line: 7 });
    expect(at({ line: 7 }).message).to.equal('it is wrong');
  });

  it('is told from anything else that can be thrown', () => {
    expect(messageOf(new RangeError('too far'))).to.equal('too far');
    expect(messageOf('text')).to.equal('text');
    expect(messageOf(undefined)).to.equal('undefined');
  });
});
