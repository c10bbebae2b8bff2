import { createClient } from '../../collectors/aws/client.ts';
import { scan, type Progress } from '../../collectors/aws/scan.ts';
import collectors from '../../collectors/index.ts';
import { homeRegion, secondRegion } from './estate.ts';

/**
 * Collects the estate into a folder by assize's own collectors, at a time that only waiting moves on: rate limits and
 * pauses cost no time, and nothing depends on this machine's clock.
 */
export async function collectEstate(
  endpoint: string,
  folder: string,
  takenAt: Date,
  progress: (progress: Progress) => void,
): Promise<void> {
  const clock = {
    at: takenAt.getTime(),
    now: () => clock.at,
    sleep: (milliseconds: number) => {
      clock.at += milliseconds;
      return Promise.resolve();
    },
    random: () => 0,
  };
  const client = createClient({
    version: '0.0.0',
    endpoint,
    credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example-of-a-secret' }),
    clock,
  });
  try {
    await scan({
      client,
      collectors,
      folder,
      tool: { name: 'assize', version: '0.0.0' },
      regions: [homeRegion, secondRegion],
      concurrency: 1,
      resume: false,
      force: false,
      now: () => takenAt,
      progress,
    });
  } finally {
    client.close();
  }
}
