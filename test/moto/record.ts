import { rm } from 'node:fs/promises';
import path from 'node:path';
import { collectEstate } from './collect.ts';
import { buildEstate, homeRegion, secondRegion } from './estate.ts';
import { startGate } from './gate.ts';
import { clockMissing, motoMissing, startMoto } from './server.ts';

/**
 * Records the example account: builds the estate in moto, its clock set as the estate grew, and collects it with
 * assize's own collectors. One call at a time, and ids from a seed, so that recording it again gives the same ids.
 */
const takenAt = '2026-06-15T06:00:00Z';
const folder = path.join(import.meta.dirname, '../../examples/account');

/** What the auditor of the example may not read. */
const refused = new Set([
  `cloudtrail:DescribeTrails ${secondRegion}`,
  `rds:DescribeDBClusterSnapshotAttributes ${homeRegion}`,
]);

const missing = motoMissing() ?? clockMissing();
if (missing !== null) {
  process.stderr.write(`the example cannot be recorded here: ${missing}\n`);
  process.exit(1);
}

const moto = await startMoto({ clock: '2024-03-04T09:00:00Z' });
const gate = await startGate(moto.url, ({ operation, region }) =>
  refused.has(`${operation} ${region}`)
    ? {
        status: 400,
        code: operation.startsWith('rds') ? 'AccessDenied' : 'AccessDeniedException',
        message: `User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: ${operation}`,
      }
    : null,
);
try {
  await buildEstate({ url: moto.url, takenAt: new Date(takenAt), clock: true, at: (when) => moto.setTime(when) });
  await moto.setTime(takenAt);
  await rm(folder, { recursive: true, force: true });
  await collectEstate(gate.url, folder, new Date(takenAt), ({ done, of, section }) =>
    process.stdout.write(
      `${done}/${of} ${section.region} ${section.collector}: ${section.resources} resources, ${section.gaps.length} gaps\n`,
    ),
  );
} finally {
  await gate.stop();
  await moto.stop();
}
