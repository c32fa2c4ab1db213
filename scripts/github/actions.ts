interface Release {
  readonly commit: string;
  readonly version: string;
}

const CODEQL: Release = { commit: '8aad20d150bbac5944a9f9d289da16a4b0d87c1e', version: 'v4.36.2' };

/** Every action that a workflow uses, by the commit of a release: its tag could be moved, its commit cannot. */
export const ACTIONS: Readonly<Record<string, Release>> = {
  'actions/attest-build-provenance': { commit: 'a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32', version: 'v4.1.0' },
  'actions/checkout': { commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  'actions/create-github-app-token': { commit: '1b10c78c7865c340bc4f6099eb2f838309f1e8c3', version: 'v3.1.1' },
  'actions/dependency-review-action': { commit: 'a1d282b36b6f3519aa1f3fc636f609c47dddb294', version: 'v5.0.0' },
  'actions/download-artifact': { commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', version: 'v8.0.1' },
  'actions/setup-dotnet': { commit: 'a98b56852c35b8e3190ac28c8c2271da59106c68', version: 'v6.0.0' },
  'actions/setup-go': { commit: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', version: 'v7.0.0' },
  'actions/setup-java': { commit: 'b6effb05e454b25005698d916606bdc6ffcbf961', version: 'v5.7.0' },
  'actions/setup-node': { commit: '820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  'actions/setup-python': { commit: '5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0' },
  'actions/upload-artifact': { commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', version: 'v7.0.1' },
  'amannn/action-semantic-pull-request': { commit: '48f256284bd46cdaab1048c3721360e808335d50', version: 'v6.1.1' },
  'github/codeql-action/analyze': CODEQL,
  'github/codeql-action/init': CODEQL,
  'github/codeql-action/upload-sarif': CODEQL,
  'ossf/scorecard-action': { commit: '2d1146689b8cda280b9bc96326124645441f03bc', version: 'v2.4.4' },
  'peter-evans/create-pull-request': { commit: '5f6978faf089d4d20b00c7766989d076bb2fc7f1', version: 'v8.1.1' },
};
