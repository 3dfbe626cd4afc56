/** What can be wrong with a source: every mutant differs from it in one place. */
import ts from 'typescript';

/** One change of one source file. */
export interface Mutant {
  /** Path from the root of the project. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly mutator: MutatorName;
  /** Offsets of the text that is replaced. */
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

export type MutatorName =
  | 'boundary'
  | 'equality'
  | 'logic'
  | 'condition'
  | 'negation'
  | 'arithmetic'
  | 'boolean'
  | 'statement'
  | 'body'
  | 'method'
  | 'text';

interface Change {
  readonly mutator: MutatorName;
  readonly node: ts.Node;
  readonly replacement: string;
}

const { SyntaxKind } = ts;

/** Operators that take the place of another, with the kind of mistake that it is. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, readonly [MutatorName, string]> = new Map([
  [SyntaxKind.LessThanToken, ['boundary', '<=']],
  [SyntaxKind.LessThanEqualsToken, ['boundary', '<']],
  [SyntaxKind.GreaterThanToken, ['boundary', '>=']],
  [SyntaxKind.GreaterThanEqualsToken, ['boundary', '>']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['equality', '!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['equality', '===']],
  [SyntaxKind.AmpersandAmpersandToken, ['logic', '||']],
  [SyntaxKind.BarBarToken, ['logic', '&&']],
  [SyntaxKind.QuestionQuestionToken, ['logic', '&&']],
  [SyntaxKind.PlusToken, ['arithmetic', '-']],
  [SyntaxKind.MinusToken, ['arithmetic', '+']],
  [SyntaxKind.AsteriskToken, ['arithmetic', '/']],
  [SyntaxKind.SlashToken, ['arithmetic', '*']],
  [SyntaxKind.PercentToken, ['arithmetic', '*']],
  [SyntaxKind.PlusEqualsToken, ['arithmetic', '-=']],
  [SyntaxKind.MinusEqualsToken, ['arithmetic', '+=']],
]);

/** Methods that take the place of another. */
const METHODS: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  floor: 'ceil',
  ceil: 'floor',
};

/** Methods that can be left out: what they are called on takes their place. */
const LEFT_OUT = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice']);

/** All mutants of a source, in the order of its text. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    // Types, and the paths of imports, say nothing that a run could show.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    changes.push(...changesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes.map(({ mutator, node, replacement }) => {
    const start = node.getStart(source);
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    const place = { path, line: line + 1, column: character + 1 };
    return {
      ...place,
      mutator,
      start,
      end: node.end,
      original: text.slice(start, node.end),
      replacement,
    };
  });
}

/** The source with the one change of a mutant. */
export function mutated(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function changesOf(node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return operatorChanges(node.operatorToken);
  if (ts.isIfStatement(node)) return conditionChanges(node.expression);
  if (ts.isConditionalExpression(node)) return conditionChanges(node.condition);
  if (ts.isPrefixUnaryExpression(node)) return prefixChanges(node);
  if (node.kind === SyntaxKind.TrueKeyword) return [change('boolean', node, 'false')];
  if (node.kind === SyntaxKind.FalseKeyword) return [change('boolean', node, 'true')];
  if (ts.isExpressionStatement(node)) return [change('statement', node, ';')];
  if (ts.isCallExpression(node)) return callChanges(node);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return arrowChanges(node.body);
  if (ts.isFunctionLike(node) && 'body' in node) return bodyChanges(node.body);
  return textChanges(node);
}

function change(mutator: MutatorName, node: ts.Node, replacement: string): Change {
  return { mutator, node, replacement };
}

function operatorChanges(operator: ts.BinaryOperatorToken): readonly Change[] {
  const [mutator, replacement] = OPERATORS.get(operator.kind) ?? [];
  if (mutator === undefined || replacement === undefined) return [];
  return [change(mutator, operator, replacement)];
}

function conditionChanges(condition: ts.Expression): readonly Change[] {
  return ['true', 'false'].map((always) => change('condition', condition, always));
}

function prefixChanges(node: ts.PrefixUnaryExpression): readonly Change[] {
  const operand = node.operand.getText();
  if (node.operator === SyntaxKind.ExclamationToken) return [change('negation', node, operand)];
  if (node.operator === SyntaxKind.MinusToken) return [change('arithmetic', node, operand)];
  return [];
}

function callChanges({ expression }: ts.CallExpression): readonly Change[] {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { name, expression: object, parent } = expression;
  const other = Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined;
  if (other !== undefined) return [change('method', name, other)];
  return LEFT_OUT.has(name.text) ? [change('method', parent, object.getText())] : [];
}

function arrowChanges(body: ts.ConciseBody): readonly Change[] {
  const isNothing = body.getText() === 'undefined';
  return isNothing ? [] : [change('body', body, 'undefined')];
}

function bodyChanges(body: ts.Node | undefined): readonly Change[] {
  const isEmpty = body === undefined || !ts.isBlock(body) || body.statements.length === 0;
  return isEmpty ? [] : [change('body', body, '{}')];
}

/** Sentences become empty; a text without a space is a name, which types already check. */
function textChanges(node: ts.Node): readonly Change[] {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  return isText && node.getText().includes(' ') ? [change('text', node, "''")] : [];
}
