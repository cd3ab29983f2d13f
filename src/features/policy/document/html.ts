/** HTML (a web page, or what a Word file was turned into) to lines of text. */
import { textContent } from "domutils";
import { parseDocument } from "htmlparser2";

type Node = ReturnType<typeof parseDocument>["children"][number];
type Element = Extract<Node, { attribs: unknown }>;
type Text = Extract<Node, { nodeType: 3 }>;

function isTag(node: Node): node is Element {
  return "attribs" in node;
}

function isText(node: Node): node is Text {
  return node.type === "text";
}

const DROPPED = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "head",
  "img",
  "svg",
  "iframe",
  "object",
]);
const INLINE = new Set(
  "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Blocks become lines, h1–h6 Markdown headings, tables rows `| a | b |`; scripts and styles are dropped. */
export function htmlToText(html: string): string {
  const lines = new Lines();
  for (const node of parseDocument(html, { decodeEntities: true }).children)
    writeNode(lines, node, undefined);
  return lines.finished();
}

/** Lines being written: inline text gathers on the last one until a block ends it. */
class Lines {
  private readonly done: string[] = [];
  private open = "";

  add(text: string): void {
    this.open += text;
  }

  end(): void {
    const line = collapse(this.open);
    if (line !== "") this.done.push(line);
    this.open = "";
  }

  push(line: string): void {
    this.end();
    this.done.push(line);
  }

  finished(): string {
    this.end();
    return this.done.join("\n\n").replace(/^(\|.*)\n\n(?=\|)/gm, "$1\n");
  }
}

function writeNode(lines: Lines, node: Node, marker: string | undefined): void {
  if (isText(node)) {
    lines.add(node.data);
    return;
  }
  if (!isTag(node)) return;
  const name = node.name.toLowerCase();
  if (DROPPED.has(name)) return;
  if (name === "br") lines.end();
  else if (name === "table") writeTable(lines, node);
  else if (name === "pre") for (const line of textContent(node).split("\n")) lines.push(line);
  else if (name === "ol" || name === "ul") writeList(lines, node);
  else if (INLINE.has(name)) for (const child of node.children) writeNode(lines, child, undefined);
  else writeBlock(lines, node, /^h[1-6]$/.test(name) ? `${"#".repeat(Number(name[1]))} ` : marker);
}

function writeBlock(lines: Lines, block: Element, marker: string | undefined): void {
  lines.end();
  // A heading that is broken by <br> stays one heading.
  if (marker?.startsWith("#") === true) lines.add(marker + collapse(textContent(block)).trim());
  else {
    if (marker !== undefined) lines.add(marker);
    for (const child of block.children) writeNode(lines, child, undefined);
  }
  lines.end();
}

function writeList(lines: Lines, list: Element): void {
  lines.end();
  const ordered = list.name.toLowerCase() === "ol";
  let number = Number(list.attribs["start"] ?? "1");
  if (!Number.isInteger(number)) number = 1;
  for (const child of list.children) {
    if (!isTag(child)) continue;
    // A marker on a nested list's wrapper would number nothing.
    const wraps = child.children.every((inner) =>
      isTag(inner) ? /^[ou]l$/.test(inner.name) : !isText(inner) || inner.data.trim() === "",
    );
    writeNode(lines, child, wraps ? undefined : ordered ? `${number++}.` : "- ");
  }
}

function writeTable(lines: Lines, table: Element): void {
  for (const row of rowsOf(table)) {
    const cells = row.children
      .filter((cell) => isTag(cell) && /^t[dh]$/i.test(cell.name))
      .map((cell) => collapse(textContent(cell)).replaceAll("|", "｜"));
    if (cells.some((cell) => cell !== "")) lines.push(`| ${cells.join(" | ")} |`);
  }
}

function rowsOf(node: Element): Element[] {
  return node.children.filter(isTag).flatMap((child) => {
    const name = child.name.toLowerCase();
    if (name === "tr") return [child];
    return name === "thead" || name === "tbody" || name === "tfoot" ? rowsOf(child) : [];
  });
}

/** White space as a browser shows it; a source line break between two Chinese characters is none. */
function collapse(text: string): string {
  return text
    .replace(
      /(?<=[\p{Script=Han}，。、；：！？）」』”])[ \t]*\r?\n[ \t\r\n]*(?=[\p{Script=Han}，。、；：！？（「『“])/gu,
      "",
    )
    .replace(/[ \t\r\n\u00a0]+/g, " ")
    .trim();
}
