import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const { repository } = JSON.parse(read('package.json')) as { repository: { url: string } };
const REPOSITORY = repository.url.replace(/\.git$/, '');
/** What GitHub shows of the newest commit: pages, folders, and files as they are. */
const OURS = [`${REPOSITORY}/blob/main/`, `${REPOSITORY}/tree/main/`, `${REPOSITORY.replace('//github.com', '//raw.githubusercontent.com')}/main/`];

/** Every page that people read on GitHub. */
const PAGES = ['.', 'docs', 'docs/architecture', 'examples', 'bench', 'scripts/forms', 'test/simulator', 'test/simulator/model', 'test/cloudformation']
  .filter((folder) => fs.existsSync(path.join(ROOT, folder)))
  .flatMap((folder) => fs.readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => path.posix.join(folder, name)))
  .filter((page) => page !== 'API.md');

const withoutCode = (text: string) => text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '`');

/** The targets of links and pictures, and of the definitions of links. */
function targets(page: string): string[] {
  const text = withoutCode(read(page));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target]) => target!);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchors(page: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...read(page).replace(/^( *)```[\s\S]*?^\1```/gm, '').matchAll(/^#+ +(.*)$/gm)].map(([, heading]) => heading!);
  return new Set(headings.map((heading) => {
    const slug = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  }));
}

/** Undefined for a page of somebody else. */
function inRepository(page: string, target: string): { file: string; anchor?: string } | undefined {
  const prefix = OURS.find((one) => target.startsWith(one));
  if (prefix === undefined && /^[a-z]+:/.test(target)) {
    return undefined;
  }
  const [file = '', anchor] = (prefix === undefined ? target : target.slice(prefix.length)).split('#');
  const from = prefix === undefined ? path.posix.dirname(page) : '.';
  return { file: file === '' && prefix === undefined ? page : path.posix.join(from, file), anchor };
}

function broken(page: string): string[] {
  return targets(page).filter((target) => {
    const link = inRepository(page, target);
    if (link === undefined) {
      return false;
    }
    return !fs.existsSync(path.join(ROOT, link.file)) || (link.anchor !== undefined && link.file.endsWith('.md') && !anchors(link.file).has(link.anchor));
  });
}

test.each(PAGES)('what %s links to exists', (page) => {
  expect(broken(page)).toEqual([]);
});

test('every page of docs/ can be reached from the README', () => {
  const reached = new Set(['README.md']);
  // A set that grows while it is walked through.
  for (const page of reached) {
    targets(page).flatMap((target) => inRepository(page, target)?.file ?? []).filter((file) => file.endsWith('.md') && PAGES.includes(file)).forEach((file) => reached.add(file));
  }
  expect(PAGES.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
});

describe('README.md', () => {
  const text = read('README.md');

  test('has fewer than 300 lines', () => {
    expect(text.split('\n').length).toBeLessThan(300);
  });

  test('links only by absolute addresses and its own anchors, so that npm and PyPI can follow', () => {
    expect(targets('README.md').filter((target) => !/^(?:https:\/\/|#)/.test(target))).toEqual([]);
  });

  test('defines every link that it uses', () => {
    const defined = [...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name!);
    const used = [...withoutCode(text).matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual([...defined].sort());
  });

  test('has the commands that anybody can run without an account', () => {
    expect(text).toContain('\nnpm ci && npm test\n');
    expect(text).toContain('\nnpm ci && npm run demo\n');
  });

  test('quotes errors that exist', () => {
    const sources = ['lib', 'lambda'].flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
      .filter((file) => file.endsWith('.ts')).map(read).join('\n');
    const rows = text.split('## Troubleshooting')[1]!.split('\n## ')[0]!.split('\n').filter((line) => line.startsWith('| `'));
    const quoted = rows.map((row) => /^\| `([^`]+)`/.exec(row)![1]!);
    expect(quoted.length).toBeGreaterThan(5);
    // CloudFormation says one itself, and one begins with a number of problems.
    expect(quoted.filter((error) => !sources.includes(error))).toEqual(['cannot be created: there are 2 problems', 'is in DELETE_FAILED state and can not be updated']);
  });
});
