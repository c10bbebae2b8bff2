import { SourcedValue, UnknownValue, type Source } from '../../../core/resource.ts';
import type { Api } from '../../collector.ts';
import { tell, type Told } from '../told.ts';

const operation = 'iam:ListVirtualMFADevices';

/** The serial numbers of the virtual MFA devices assigned, by the ARN of whom: what a device is called says nothing. */
export async function virtualMfaDevices(api: Api): Promise<Told<ReadonlyMap<string, string[]>>> {
  return tell<ReadonlyMap<string, string[]>>(api, async () => {
    const devices = new Map<string, string[]>();
    let last: Source = { operation, request: null };
    for await (const { output, source } of api.pages(operation, { AssignmentStatus: 'Assigned' })) {
      last = source;
      for (const { SerialNumber: serial, User: user } of output.VirtualMFADevices ?? []) {
        const arn = user?.Arn;
        if (serial === undefined || arn === undefined) {
          return new UnknownValue({ reason: 'error', operation, message: 'the answer has a device of nobody' });
        }
        devices.set(arn, [...(devices.get(arn) ?? []), serial]);
      }
    }
    return new SourcedValue(devices, last);
  });
}
