import { expect } from 'chai';
import { globSync } from 'node:fs';
import path from 'node:path';
import { mappings as cloudformation } from '../../collectors/cloudformation/index.ts';
import collectors from '../../collectors/index.ts';
import { mappings as terraform } from '../../collectors/terraform/index.ts';
import type { KindId } from '../../core/kinds/index.ts';
import { differences, liveResource, templateResource, terraformResource, type Triple } from './triple.ts';

const triples: Triple<KindId>[] = [];
for (const file of globSync('*/*.ts', { cwd: import.meta.dirname }).sort()) {
  triples.push(((await import(path.join(import.meta.dirname, file))) as { default: Triple<KindId> }).default);
}

describe('the same resource from the API, a plan and a template', () => {
  it('is described for every kind that is collected', () => {
    const described = new Set(triples.map(({ kind }) => kind));
    expect(collectors.flatMap(({ kinds }) => kinds).filter((kind) => !described.has(kind))).to.deep.equal([]);
  });

  for (const triple of triples) {
    const { kind } = triple;
    it(`${kind}: has the same facts in a plan`, async () => {
      const mapped = terraform.some((mapping) => mapping.kind === kind);
      if (typeof triple.terraform === 'string')
        expect(mapped, `${kind} has a mapping: ${triple.terraform}`).to.equal(false);
      else {
        const live = await liveResource(triple);
        const { resources, differs } = triple.terraform;
        const planned = terraformResource(kind, resources, live.arn);
        const found = [...differences(live, planned), ...(planned.arn === live.arn ? [] : ['arn'])];
        expect(found.sort()).to.deep.equal(Object.keys(differs).sort());
      }
    });

    it(`${kind}: has the same facts in a template`, async () => {
      const mapped = cloudformation.some((mapping) => mapping.kind === kind);
      if (typeof triple.cloudformation === 'string') {
        expect(mapped, `${kind} has a mapping: ${triple.cloudformation}`).to.equal(false);
      } else {
        const live = await liveResource(triple);
        const { resources, differs } = triple.cloudformation;
        const planned = templateResource(kind, resources, live.arn);
        expect(differences(live, planned)).to.deep.equal(Object.keys(differs).sort());
      }
    });
  }
});
