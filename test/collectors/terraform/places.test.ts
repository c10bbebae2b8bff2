import { expect } from 'chai';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SourcePlaces } from '../../../collectors/terraform/places.ts';
import { InputError } from '../../../core/errors.ts';

const web = 'resource "aws_instance" "web" {\n}\n';

describe('SourcePlaces', () => {
  let home: string;
  const before = process.cwd();
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'assize-'));
    process.chdir(home);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(home, { recursive: true, force: true });
  });

  function write(files: Record<string, string | Buffer>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** A plan's configuration: calls by name, each with its source and, where it is a list, calls of its own. */
  type Calls = Record<string, { source?: string; resources?: string[]; calls?: Calls }>;
  function moduleOf(resources: readonly string[], calls: Calls): unknown {
    return {
      resources: resources.map((resource) => {
        const [type, name] = resource.replace('data.', '').split('.');
        return { address: resource, mode: resource.startsWith('data.') ? 'data' : 'managed', type, name };
      }),
      module_calls: Object.fromEntries(
        Object.entries(calls).map(([name, call]) => [
          name,
          { source: call.source, module: moduleOf(call.resources ?? [], call.calls ?? {}) },
        ]),
      ),
    };
  }
  const configured = (calls: Calls) => ({ root_module: moduleOf([], calls) });
  const installed = (modules: Record<string, [source: string, folder: string]>) =>
    JSON.stringify({
      Modules: Object.entries(modules).map(([Key, [Source, Dir]]) => ({ Key, Source, Dir })),
    });

  function places(folder: string, calls: Calls = {}): (address: string) => string | null {
    const found = new SourcePlaces(folder, configured(calls));
    return (address) => {
      const place = found.placeOf(address);
      return place === null ? null : `${place.file}:${place.line}`;
    };
  }

  it('finds the resources of the root module, whatever their instances', () => {
    write({
      'infra/main.tf': `# web\n${web}`,
      'infra/data.tf': 'data "aws_ami" "x" {\n}\ndata "aws_instance" "web" {\n}\n',
    });
    const placeOf = places('infra');
    for (const key of ['', '[0]', '[17]', '["a.b[0]"]']) {
      expect(placeOf(`aws_instance.web${key}`)).to.equal('infra/main.tf:2');
    }
    expect(placeOf('data.aws_ami.x')).to.equal('infra/data.tf:1');
    expect(placeOf('data.aws_instance.web')).to.equal('infra/data.tf:3');
    for (const other of [
      'aws_ami.x',
      'aws_instance.other',
      'data.aws_ami.y',
      'module.net.aws_instance.web',
      'nothing',
    ]) {
      expect(placeOf(other)).to.equal(null);
    }
  });

  it('gives files relative to what the folder is relative to', () => {
    write({ 'repo/infra/main.tf': web, 'repo/modules/net/main.tf': web });
    const calls = { net: { source: '../modules/net' } };
    process.chdir('repo');
    for (const folder of ['infra', './infra', 'infra/', './/infra/.', 'modules/../infra']) {
      expect(places(folder, calls)('aws_instance.web')).to.equal('infra/main.tf:1');
      expect(places(folder, calls)('module.net.aws_instance.web')).to.equal('modules/net/main.tf:1');
    }
    expect(places(path.resolve('infra'))('aws_instance.web')).to.equal(path.resolve('infra/main.tf') + ':1');
    process.chdir('infra');
    expect(places('.', calls)('aws_instance.web')).to.equal('main.tf:1');
    expect(places('.', calls)('module.net.aws_instance.web')).to.equal('../modules/net/main.tf:1');
  });

  it('reads JSON, and files with a byte order mark and carriage returns', () => {
    write({
      'a.tf.json': '\ufeff{\n"resource": {"aws_instance": {\n"a": {}}}}',
      'b.tf': '\ufeffresource "aws_instance" "b" {\r\n}\r\nresource "aws_instance" "c" {\r\n}\r\n',
    });
    const placeOf = places('.');
    expect(placeOf('aws_instance.a')).to.equal('a.tf.json:3');
    expect(placeOf('aws_instance.b')).to.equal('b.tf:1');
    expect(placeOf('aws_instance.c')).to.equal('b.tf:3');
  });

  it('gives the file that defines a resource, not one that overrides it', () => {
    write({
      'a_override.tf': web,
      'main.tf': `\n${web}`,
      'override.tf': `${web}resource "aws_instance" "only" {\n}\n`,
      'override.tf.json': '{"resource": {"aws_instance": {"web": {}}}}',
      'z_override.tf.json': '{"resource": {"aws_instance": {"web": {}}}}',
      'xoverride.tf': 'resource "aws_instance" "x" {\n}\n',
    });
    const placeOf = places('.');
    expect(placeOf('aws_instance.web')).to.equal('main.tf:2');
    expect(placeOf('aws_instance.only')).to.equal(null);
    expect(placeOf('aws_instance.x')).to.equal('xoverride.tf:1');
  });

  it('gives no place to what stands there twice', () => {
    write({ 'a.tf': web, 'b.tf': `${web}resource "aws_instance" "one" {\n}\n` });
    expect(places('.')('aws_instance.web')).to.equal(null);
    expect(places('.')('aws_instance.one')).to.equal('b.tf:3');
  });

  it('reads no hidden file, none of another name, and no folder below', () => {
    const one = (name: string) => `resource "aws_instance" "${name}" {\n}\n`;
    write({
      'main.tf': web,
      '.hidden.tf': one('hidden'),
      'main.tf~': one('editor'),
      'main.tf.bak': one('backup'),
      'main.TF': one('capital'),
      'sub/main.tf': one('below'),
    });
    for (const name of ['hidden', 'editor', 'backup', 'capital', 'below']) {
      expect(places('.')(`aws_instance.${name}`)).to.equal(null);
    }
  });

  describe('modules', () => {
    it('follows sources that are paths, each from the module that calls', () => {
      write({
        'infra/main.tf': web,
        'infra/modules/net/main.tf': `\n${web}`,
        'infra/modules/sub/main.tf': `\n\n${web}`,
        'shared/main.tf': `\n\n\n${web}`,
      });
      const placeOf = places('infra', {
        net: {
          source: './modules/net',
          calls: { sub: { source: '../sub', calls: { shared: { source: '..\\..\\..\\shared' } } } },
        },
      });
      expect(placeOf('module.net["a"].aws_instance.web[0]')).to.equal('infra/modules/net/main.tf:2');
      expect(placeOf('module.net["b"].module.sub[0].aws_instance.web')).to.equal('infra/modules/sub/main.tf:3');
      expect(placeOf('module.net.module.sub.module.shared.aws_instance.web')).to.equal('shared/main.tf:4');
      expect(placeOf('module.sub.aws_instance.web')).to.equal(null);
      expect(placeOf('module.net.module.other.aws_instance.web')).to.equal(null);
    });

    it('gives no place where the folder of a module is not there', () => {
      write({ 'main.tf': `module "net" {\n}\n`, file: '' });
      const placeOf = places('.', {
        net: { source: './net', resources: ['aws_instance.web'], calls: { deep: { source: 'a/b/c' } } },
        file: { source: './file', resources: ['aws_instance.web'] },
        none: { resources: ['aws_instance.web'] },
      });
      for (const name of ['net', 'file', 'none', 'net.module.deep']) {
        expect(placeOf(`module.${name}.aws_instance.web`)).to.equal(null);
      }
    });

    it('follows modules.json where the plan does not tell the source, and to a vendored copy', () => {
      write({
        'main.tf': web,
        'lib/net/main.tf': `\n${web}`,
        'lib/vpc/main.tf': `\n\n${web}`,
        '.terraform/modules/modules.json': `\ufeff${installed({
          '': ['', '.'],
          net: ['./lib/net', 'lib/net'],
          'net.vpc': ['registry.terraform.io/x/vpc/aws', 'lib/vpc'],
        })}`,
      });
      const placeOf = places('.', { net: { calls: { vpc: { source: 'x/vpc/aws' } } } });
      expect(placeOf('module.net.aws_instance.web')).to.equal('lib/net/main.tf:2');
      expect(placeOf('module.net.module.vpc.aws_instance.web')).to.equal('lib/vpc/main.tf:3');
    });

    it('does not follow an entry of modules.json that is of another source, or whose folder is gone', () => {
      write({
        'main.tf': 'module "remote" {\n}\nmodule "vendored" {\n}\n',
        'old/main.tf': web,
        'new/main.tf': `\n${web}`,
        '.terraform/modules/modules.json': installed({
          moved: ['./old', 'old'],
          made: ['registry.terraform.io/x/net/aws', '.terraform/modules/made'],
          remote: ['./old', 'old'],
          gone: ['./new', 'gone'],
          spelt: ['./new', 'new'],
          vendored: ['registry.terraform.io/x/net/aws', 'gone'],
        }),
        '.terraform/modules/made/main.tf': web,
      });
      const placeOf = places('.', {
        moved: { source: './new' },
        made: { source: './new' },
        remote: { source: 'x/net/aws', resources: ['aws_instance.web'] },
        gone: { source: './new' },
        spelt: { source: './/old/../new/' },
        vendored: { source: 'x/net/aws', resources: ['aws_instance.web'] },
      });
      for (const name of ['moved', 'made', 'gone', 'spelt']) {
        expect(placeOf(`module.${name}.aws_instance.web`), name).to.equal('new/main.tf:2');
      }
      expect(placeOf('module.remote.aws_instance.web')).to.equal('main.tf:1');
      expect(placeOf('module.vendored.aws_instance.web')).to.equal('main.tf:3');
    });

    it("gives the user's own call of a downloaded module, however deep in it a resource is", () => {
      write({
        'infra/main.tf': `\nmodule "net" {\n}\nmodule "own" {\n}\n`,
        'infra/own/main.tf': `\n\nmodule "vpc" {\n}\n`,
        'infra/.terraform/modules/modules.json': installed({
          net: ['registry.terraform.io/x/net/aws', '.terraform/modules/net'],
          'net.sub': ['./sub', '.terraform/modules/net/sub'],
          'own.vpc': ['git::https://example.com/vpc.git', '.terraform/modules/own.vpc'],
        }),
        'infra/.terraform/modules/net/main.tf': `${web}module "sub" {\n}\n`,
        'infra/.terraform/modules/net/sub/main.tf': web,
        'infra/.terraform/modules/own.vpc/main.tf': web,
      });
      const placeOf = places('infra', {
        net: { source: 'x/net/aws', calls: { sub: { source: './sub' } } },
        own: { source: './own', calls: { vpc: { source: 'git::https://example.com/vpc.git' } } },
      });
      expect(placeOf('module.net[0].aws_instance.web')).to.equal('infra/main.tf:2');
      expect(placeOf('module.net[0].module.sub["a"].aws_instance.web')).to.equal('infra/main.tf:2');
      expect(placeOf('module.own.module.vpc.aws_instance.web')).to.equal('infra/own/main.tf:3');
      // deleted since: in neither the plan's configuration nor the module
      expect(placeOf('module.net[0].aws_instance.gone')).to.equal(null);
    });

    it('gives the call of a module that was not downloaded here, where the plan has the resource in it', () => {
      write({ 'main.tf': '\nmodule "net" {\n}\n' });
      const placeOf = places('.', {
        net: {
          source: 'x/net/aws',
          resources: ['aws_instance.web', 'data.aws_ami.x'],
          calls: { sub: { source: './sub', resources: ['aws_instance.web'] } },
        },
        uncalled: { source: 'x/net/aws', resources: ['aws_instance.web'] },
      });
      expect(placeOf('module.net.aws_instance.web')).to.equal('main.tf:2');
      expect(placeOf('module.net.data.aws_ami.x')).to.equal('main.tf:2');
      expect(placeOf('module.net.module.sub.aws_instance.web')).to.equal('main.tf:2');
      for (const other of ['aws_instance.other', 'aws_ami.x', 'data.aws_instance.web', 'module.no.aws_instance.web']) {
        expect(placeOf(`module.net.${other}`)).to.equal(null);
      }
      expect(placeOf('module.uncalled.aws_instance.web')).to.equal(null);
    });

    it('does without a modules.json that is broken', () => {
      const absolute = path.resolve('net');
      write({ 'main.tf': web, 'net/main.tf': web, [`.${absolute}/main.tf`]: web });
      const entries = [null, 1, [], {}, { Key: 'net' }, { Key: 'net', Source: './net', Dir: 1 }];
      for (const text of [
        '',
        '{',
        'null',
        '[]',
        '{"Modules": 1}',
        JSON.stringify({ Modules: entries }),
        installed({ net: ['./net', '\u0000'] }),
        installed({ net: ['./net', absolute] }),
        installed({ net: ['./net', 'main.tf'] }),
      ]) {
        write({ '.terraform/modules/modules.json': text });
        expect(places('.', { net: { source: './net' } })('module.net.aws_instance.web')).to.equal('net/main.tf:1');
        expect(places('.', { net: {} })('module.net.aws_instance.web')).to.equal(null);
      }
    });

    it('takes any configuration', () => {
      write({ 'main.tf': web });
      for (const configuration of [
        undefined,
        null,
        'x',
        [],
        {},
        { root_module: null },
        { root_module: { module_calls: [] } },
        { root_module: { module_calls: { net: null } } },
        { root_module: { module_calls: { net: { source: {}, module: 1 } } } },
        { root_module: { module_calls: { net: { source: 'x/y/z', module: { resources: 1 } } } } },
        { root_module: { module_calls: { net: { source: 'x/y/z', module: { resources: [null, 1] } } } } },
        { root_module: { module_calls: { net: { source: './\u0000', module: { resources: [] } } } } },
      ]) {
        const found = new SourcePlaces('.', configuration);
        expect(found.placeOf('aws_instance.web')).to.deep.equal({ file: 'main.tf', line: 1 });
        for (const name of ['net', 'constructor', '__proto__', 'toString']) {
          expect(found.placeOf(`module.${name}.aws_instance.web`)).to.equal(null);
        }
      }
    });
  });

  describe('files that cannot be read', () => {
    it('leaves out folders, links that lead nowhere or to themselves, and what is broken inside', () => {
      write({
        'main.tf': web,
        'broken.tf.json': '{"resource": {"aws_instance": {"a": {}}}',
        'broken.tf': 'resource "aws_instance" "b" {\n}\nresource "aws_instance" "c" {\n  x = "\n}\n',
        'bytes.tf': Buffer.concat([Buffer.from([0xff, 0xfe, 0, 10]), Buffer.from('resource aws_instance d {}')]),
      });
      mkdirSync('folder.tf');
      symlinkSync('nothing', 'dangling.tf');
      symlinkSync('loop.tf', 'loop.tf');
      symlinkSync('.', 'inside');
      symlinkSync('loop', 'loop');
      const placeOf = places('.', { inside: { source: './inside' }, loop: { source: './loop' } });
      expect(placeOf('aws_instance.web')).to.equal('main.tf:1');
      expect(placeOf('aws_instance.a')).to.equal(null);
      expect(placeOf('aws_instance.b')).to.equal('broken.tf:1');
      expect(placeOf('aws_instance.d')).to.equal('bytes.tf:2');
      expect(placeOf('module.inside.aws_instance.web')).to.equal('inside/main.tf:1');
      expect(placeOf('module.loop.aws_instance.web')).to.equal(null);
    });

    it('leaves out a file of more than 10 MiB', () => {
      const most = 10 * 1024 * 1024;
      write({
        'main.tf': web,
        'most.tf': 'resource "aws_instance" "most" {}\n'.padEnd(most, '#'),
        'more.tf': 'resource "aws_instance" "more" {}\n'.padEnd(most + 1, '#'),
      });
      expect(places('.')('aws_instance.most')).to.equal('most.tf:1');
      expect(places('.')('aws_instance.more')).to.equal(null);
    });

    it('leaves out a file and a folder without permission to read', function () {
      if (process.getuid?.() === 0 || process.platform === 'win32') this.skip(); // root reads all
      write({ 'main.tf': web, 'secret.tf': 'resource "aws_instance" "secret" {}\n', 'net/main.tf': web });
      chmodSync('secret.tf', 0);
      chmodSync('net', 0);
      const placeOf = places('.', { net: { source: './net' } });
      expect(placeOf('aws_instance.web')).to.equal('main.tf:1');
      expect(placeOf('aws_instance.secret')).to.equal(null);
      expect(placeOf('module.net.aws_instance.web')).to.equal(null);
      chmodSync('net', 0o700);
    });
  });

  it('reads only what it is asked for, and that once', () => {
    write({ 'main.tf': web, 'net/main.tf': web });
    const placeOf = places('.', { net: { source: './net' } });
    write({ 'main.tf': `\n${web}`, 'net/main.tf': `\n${web}` });
    expect(placeOf('aws_instance.web')).to.equal('main.tf:2');
    write({ 'main.tf': `\n\n${web}`, 'net/main.tf': `\n\n${web}` });
    expect(placeOf('aws_instance.web')).to.equal('main.tf:2');
    expect(placeOf('module.net.aws_instance.web')).to.equal('net/main.tf:3');
    rmSync('net', { recursive: true });
    expect(placeOf('module.net["b"].aws_instance.web')).to.equal('net/main.tf:3');
  });

  describe('a folder of no sources', () => {
    function refused(folder: string): InputError {
      try {
        new SourcePlaces(folder, configured({}));
      } catch (error) {
        expect(error).to.be.instanceOf(InputError);
        return error as InputError;
      }
      throw new Error(`${folder} was taken`);
    }

    it('is refused, with what to pass', () => {
      write({ file: '', 'empty/readme.md': '', 'only-hidden/.x.tf': web, 'state/terraform.tfstate': '{}' });
      mkdirSync('folders/x.tf', { recursive: true });
      for (const [folder, message] of [
        ['nowhere', /^nowhere: cannot be read: ENOENT/],
        ['file', /^file: cannot be read: ENOTDIR/],
        ['empty', /^empty: holds no Terraform file \(\*\.tf, \*\.tf\.json\)$/],
        ['only-hidden', /holds no Terraform file/],
        ['state', /holds no Terraform file/],
        ['folders', /holds no Terraform file/],
        ['', /^no folder of Terraform sources is named$/],
      ] as const) {
        const error = refused(folder);
        expect(error.message).to.match(message);
        expect(error.hint).to.match(/--source/);
        expect(error.place).to.deep.equal(folder === '' ? {} : { file: folder });
      }
    });
  });

  it('finds thousands of resources at once', () => {
    const count = 5000;
    write({
      'main.tf': Array.from({ length: count }, (_, n) => `resource "aws_x" "r${n}" {\n  a = "\${b}"\n}\n`).join(''),
    });
    const placeOf = places('.');
    for (let n = 0; n < count; n += 1) expect(placeOf(`aws_x.r${n}[${n}]`)).to.equal(`main.tf:${3 * n + 1}`);
  });
});
