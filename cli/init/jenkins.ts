export const jenkinsName = 'Jenkinsfile.assize';

/** For Jenkins: a declarative pipeline of its own. */
export function jenkinsFile(version: string): string {
  return `// assize in Jenkins: a multibranch pipeline with this file as its script path. Needs the plugins Pipeline and JUnit, and
// on the agent Node 22.18 or newer, Terraform, and for the review an instance role or another source of credentials.
// Written by assize init; https://github.com/assize/assize/blob/main/docs/ci.md
pipeline {
  agent any
  options {
    disableConcurrentBuilds()
    buildDiscarder(logRotator(numToKeepStr: '30', artifactNumToKeepStr: '15'))
    timeout(time: 3, unit: 'HOURS')
  }
  // The default branch, every Monday.
  triggers { cron(env.BRANCH_IS_PRIMARY == 'true' ? 'H 6 * * 1' : '') }
  environment { ASSIZE_FORMAT = 'text,json,markdown,junit' }
  stages {
    stage('Install') {
      steps {
        sh 'npm install --prefix .assize --ignore-scripts --no-audit --no-fund assize@${version}'
      }
    }
    stage('Change') {
      when { changeRequest() }
      steps {
        // Yours: make plan.json as your own pipeline makes its plan, with its backend and credentials. For CloudFormation
        // or CDK leave this out, and name the template or cdk.out in place of plan.json.
        sh '''
          set -eu
          terraform init -input=false
          terraform plan -input=false -lock=false -out=tfplan
          terraform show -json tfplan > plan.json
        '''
        script {
          conclude(sh(returnStatus: true, script: '.assize/node_modules/.bin/assize evaluate plan.json --source .'))
        }
      }
    }
    stage('Weekly review') {
      when { triggeredBy 'TimerTrigger' }
      steps {
        script { conclude(sh(returnStatus: true, script: '.assize/node_modules/.bin/assize scan --force')) }
      }
    }
  }
  post {
    always {
      // What was there before is in it too: the exit code decides, not the number of cases.
      junit testResults: 'assize-out/report.junit.xml', allowEmptyResults: true, skipMarkingBuildUnstable: true
      archiveArtifacts artifacts: 'assize-out/**', allowEmptyArchive: true
    }
  }
}

/** 1: findings; 3: something could not be seen; anything else: there is no verdict. */
void conclude(int code) {
  if (code == 0) { return }
  catchError(buildResult: code == 3 ? 'UNSTABLE' : 'FAILURE', stageResult: code == 3 ? 'UNSTABLE' : 'FAILURE') {
    error(code == 1 ? 'assize: there are new findings' : code == 3 ? 'assize: the evidence is incomplete' : "assize ended with exit code \${code}")
  }
}
`;
}
