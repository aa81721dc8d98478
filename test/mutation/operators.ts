import ts from 'typescript';
import type { Change } from './mutant.ts';

const otherOperators: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
  [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.LessThanToken, ['<=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<']],
  [ts.SyntaxKind.GreaterThanToken, ['>=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.PlusToken, ['-']],
  [ts.SyntaxKind.MinusToken, ['+']],
  [ts.SyntaxKind.PlusEqualsToken, ['-=']],
]);

/** Methods that only leave out, or put into another order: without them there is still a list. */
const leavable = new Set(['filter', 'toSorted', 'toReversed', 'slice', 'toSpliced', 'concat', 'with']);
const otherMethods: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['find', 'findLast'],
  ['unshift', 'push'],
  ['push', 'unshift'],
]);

/** Every other way of writing one node that an operator knows, what is inside it apart. */
export function changesOf(node: ts.Node, source: ts.SourceFile, checker: ts.TypeChecker): readonly Change[] {
  const replaced = (operator: string, old: ts.Node, text: string): Change => ({
    operator,
    start: old.getStart(source),
    end: old.getEnd(),
    text,
  });
  return [
    ...statementChanges(node, replaced),
    ...conditionChanges(node, replaced, source),
    ...listChanges(node, replaced, source, checker),
    ...valueChanges(node, replaced, checker),
    ...callChanges(node, replaced, source, checker),
  ];
}

type Replaced = (operator: string, old: ts.Node, text: string) => Change;

function statementChanges(node: ts.Node, replaced: Replaced): readonly Change[] {
  if (ts.isExpressionStatement(node)) return [replaced('leave out a statement', node, ';')];
  if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) {
    return ts.isCaseOrDefaultClause(node.parent) ? [] : [replaced('leave out a jump', node, ';')];
  }
  if (ts.isReturnStatement(node) && isEarly(node)) return [replaced('leave out an early return', node, ';')];
  if (ts.isForOfStatement(node)) return [replaced('leave out a loop', node.statement, '{}')];
  return [];
}

// What a condition decides about: nothing is left out where a function could end without a value only.
function isEarly({ parent }: ts.ReturnStatement): boolean {
  return ts.isIfStatement(parent) || (ts.isBlock(parent) && ts.isIfStatement(parent.parent));
}

function conditionChanges(node: ts.Node, replaced: Replaced, source: ts.SourceFile): readonly Change[] {
  const negated = (condition: ts.Expression): Change =>
    ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken
      ? replaced('negate a condition', condition, condition.operand.getText(source))
      : replaced('negate a condition', condition, `!(${condition.getText(source)})`);
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) {
    return isComparison(node.expression) ? [] : [negated(node.expression)];
  }
  if (ts.isConditionalExpression(node)) return isComparison(node.condition) ? [] : [negated(node.condition)];
  if (!ts.isBinaryExpression(node)) {
    return ts.isPrefixUnaryExpression(node) &&
      node.operator === ts.SyntaxKind.ExclamationToken &&
      !isCondition(node)
      ? [negated(node)]
      : [];
  }
  const { left, right, operatorToken } = node;
  const others = (otherOperators.get(operatorToken.kind) ?? []).map((other) =>
    replaced(`${operatorToken.getText(source)} to ${other}`, operatorToken, other),
  );
  const halves = isLogical(operatorToken.kind)
    ? [left, right].map((half) => replaced('one half alone', node, half.getText(source)))
    : [];
  const fallback =
    operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
      ? [replaced('the fallback alone', node, right.getText(source))]
      : [];
  return [...others, ...halves, ...fallback];
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

// An equality is negated by its operator.
function isComparison(node: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken)
  );
}

function isCondition({ parent }: ts.Expression): boolean {
  return ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isConditionalExpression(parent);
}

function listChanges(
  node: ts.Node,
  replaced: Replaced,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly Change[] {
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map((left) =>
      replaced(
        'leave out an element',
        node,
        `[${node.elements.flatMap((each) => (each === left ? [] : [each.getText(source)])).join(', ')}]`,
      ),
    );
  }
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties
      .filter(ts.isSpreadAssignment)
      .map((left) =>
        replaced(
          'leave out a spread',
          node,
          `{${node.properties.flatMap((each) => (each === left ? [] : [each.getText(source)])).join(', ')}}`,
        ),
      );
  }
  const empty = (value: ts.Expression): readonly Change[] =>
    isEmptyList(value) || !checker.isArrayLikeType(checker.getTypeAtLocation(value))
      ? []
      : [replaced('an empty list', value, '[]')];
  if (ts.isReturnStatement(node) && node.expression !== undefined) return empty(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return empty(node.body);
  return [];
}

function isEmptyList(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node) && node.elements.length === 0;
}

function valueChanges(node: ts.Node, replaced: Replaced, checker: ts.TypeChecker): readonly Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword && !ts.isLiteralTypeNode(node.parent)) {
    return [replaced('the other truth', node, 'false')];
  }
  if (node.kind === ts.SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent)) {
    return [replaced('the other truth', node, 'true')];
  }
  if (ts.isNumericLiteral(node)) return [replaced('one more', node, String(Number(node.text) + 1))];
  if (!ts.isStringLiteral(node) || ts.isLiteralTypeNode(node.parent)) return [];
  if (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent)) return [];
  return otherWords(node, checker).map((other) => replaced('another word', node, `'${other}'`));
}

// The next word that could stand there, where the type names several.
function otherWords(node: ts.StringLiteral, checker: ts.TypeChecker): readonly string[] {
  const wanted = ts.isBinaryExpression(node.parent)
    ? checker.getTypeAtLocation(node.parent.left)
    : ts.isCaseClause(node.parent)
      ? checker.getTypeAtLocation(node.parent.parent.parent.expression)
      : checker.getContextualType(node);
  if (!wanted?.isUnion()) return [];
  const words = wanted.types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  const place = words.indexOf(node.text);
  const next = words[(place + 1) % words.length];
  return place < 0 || next === undefined || next === node.text ? [] : [next];
}

function callChanges(
  node: ts.Node,
  replaced: Replaced,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly Change[] {
  if (ts.isNewExpression(node)) return swapped(node, node.arguments ?? [], replaced, source, checker);
  if (!ts.isCallExpression(node)) return [];
  const { expression } = node;
  const swaps = swapped(node, node.arguments, replaced, source, checker);
  if (!ts.isPropertyAccessExpression(expression)) return swaps;
  const method = expression.name.text;
  const other = otherMethods.get(method);
  return [
    ...swaps,
    ...(leavable.has(method)
      ? [replaced(`without ${method}`, node, expression.expression.getText(source))]
      : []),
    ...(other === undefined ? [] : [replaced(`${method} to ${other}`, expression.name, other)]),
  ];
}

// Neighbours of one type change places, and each is put in the other's place as well.
function swapped(
  node: ts.CallExpression | ts.NewExpression,
  args: readonly ts.Expression[],
  replaced: Replaced,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly Change[] {
  const fits = (one: ts.Expression, other: ts.Expression): boolean =>
    checker.isTypeAssignableTo(checker.getTypeAtLocation(one), checker.getTypeAtLocation(other));
  return args.flatMap((one, index): readonly Change[] => {
    const other = args[index + 1];
    if (other === undefined) return [];
    const [here, there] = [one.getText(source), other.getText(source)];
    if (here === there) return [];
    const called = `${ts.isNewExpression(node) ? 'new ' : ''}${node.expression.getText(source)}`;
    const written = (pair: readonly string[]): string =>
      `${called}(${args
        .map((each) =>
          each === one ? (pair[0] ?? '') : each === other ? (pair[1] ?? '') : each.getText(source),
        )
        .join(', ')})`;
    const [forth, back] = [fits(one, other), fits(other, one)];
    return [
      ...(forth && back ? [replaced('exchange arguments', node, written([there, here]))] : []),
      ...(back ? [replaced('the next argument', node, written([there, there]))] : []),
      ...(forth ? [replaced('the argument before', node, written([here, here]))] : []),
    ];
  });
}
