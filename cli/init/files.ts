import type { Answers } from './answers.ts';
import { baselineName, configFile, configName } from './config-file.ts';
import { githubFiles } from './github.ts';
import { gitlabFile, gitlabName } from './gitlab.ts';
import { jenkinsFile, jenkinsName } from './jenkins.ts';

/** Every file that `assize init` writes for these answers, by its path in the folder. */
export function filesOf(answers: Answers, baseline: string, version: string): Map<string, string> {
  return new Map([[configName, configFile(answers)], [baselineName, baseline], ...pipelineOf(answers, version)]);
}

function pipelineOf({ ci, role }: Answers, version: string): Iterable<[string, string]> {
  if (ci === 'jenkins') return [[jenkinsName, jenkinsFile(version)]];
  if (role === null) return [];
  if (ci === 'github') return githubFiles(role, version);
  return ci === 'gitlab' ? [[gitlabName, gitlabFile(role, version)]] : [];
}
