import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const PROSE = /[a-z,:;.)] [(a-z"]/i;

/** What people read is not changed: log lines, and texts of more than one word. Statuses, keys and paths have one. */
export function shouldIgnore({ node }) {
  if (node.type === 'StringLiteral') return PROSE.test(node.value) ? 'wording' : undefined;
  if (node.type === 'TemplateLiteral') {
    const isPlain = node.expressions.every(({ type }) => type === 'Identifier' || type === 'MemberExpression');
    return isPlain && node.quasis.some(({ value }) => PROSE.test(value.raw)) ? 'wording' : undefined;
  }
  return node.type === 'ExpressionStatement' && isLog(node.expression) ? 'log' : undefined;
}

function isLog({ type, callee }) {
  if (type !== 'CallExpression' || callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  return ['debug', 'info', 'warn'].includes(property.name) && (object.name ?? object.property?.name) === 'log';
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'wording', { shouldIgnore })];
