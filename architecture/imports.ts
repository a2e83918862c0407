// What each source file imports, read from the source itself at every run. The house rules are checked on this, not on a list.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

export interface Import {
  /** Relative to the root of the tree. */
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Names used as free identifiers or as the object of a property: `process`, `Date`, `globalThis`. */
  readonly globals: readonly { readonly name: string; readonly line: number }[];
  readonly exportsEverything: readonly number[];
}

const filesUnder = (directory: string): readonly string[] =>
  readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.parentPath.includes("/generated"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

const isImportCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require");

/** A name is free here when it is neither a property, a key, nor anything that declares. */
const isFree = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent) || ts.isPropertySignature(parent)) return false;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  return !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent) && !ts.isPropertyDeclaration(parent) && !ts.isMethodDeclaration(parent);
};

const readSource = (root: string, path: string): SourceFile => {
  const text = readFileSync(path, "utf8");
  const file = relative(root, path);
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports: Import[] = [];
  const globals: { name: string; line: number }[] = [];
  const exportsEverything: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const { moduleSpecifier } = node;
      if (moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)) {
        const typeOnly = ts.isImportDeclaration(node) ? (node.importClause?.isTypeOnly ?? false) : node.isTypeOnly;
        imports.push({ file, line: lineOf(node), specifier: moduleSpecifier.text, typeOnly });
      }
      if (ts.isExportDeclaration(node) && node.exportClause === undefined) exportsEverything.push(lineOf(node));
    } else if (isImportCall(node)) {
      const [argument] = node.arguments;
      const specifier = argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : "(computed)";
      imports.push({ file, line: lineOf(node), specifier, typeOnly: false });
    } else if (ts.isIdentifier(node) && isFree(node)) globals.push({ name: node.text, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, text, imports, globals, exportsEverything };
};

/** Every source of every package under `root`. */
export const readSources = (root: string): readonly SourceFile[] =>
  readdirSync(join(root, "packages"))
    .toSorted()
    .flatMap((name) => filesUnder(join(root, "packages", name, "src")))
    .map((path) => readSource(root, path));
