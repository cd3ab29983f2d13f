/** A reader of iCalendar text for tests, after RFC 5545 and apart from the library that writes it; strict about form. */

export interface Property {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  /** As it stands, escapes and all. */
  readonly value: string;
}

export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
}

/** @throws Error where a line is too long, badly ended or no content line, or BEGIN and END do not pair */
export function readICalendar(text: string): Component {
  if (!text.endsWith("\r\n")) throw new Error("the last line has no end");
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error("a line ends otherwise than by CRLF");
  for (const line of text.split("\r\n")) {
    if (Buffer.byteLength(line, "utf8") > 75) throw new Error(`longer than 75 octets: ${line}`);
    // Each line is text by itself: no character is folded in the middle.
    if (/\p{Cs}/u.test(line)) throw new Error(`a character was cut: ${line}`);
  }
  const lines = text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .slice(0, -1)
    .map(propertyOf);
  const root = { name: "", properties: [] as Property[], components: [] as Component[] };
  const open = [root];
  for (const line of lines) {
    const top = open.at(-1)!;
    if (line.name === "BEGIN") {
      const component = { name: line.value, properties: [], components: [] };
      top.components.push(component);
      open.push(component);
    } else if (line.name === "END") {
      if (top.name !== line.value) throw new Error(`END:${line.value} in ${top.name}`);
      open.pop();
    } else top.properties.push(line);
  }
  if (open.length !== 1 || root.components.length !== 1 || root.properties.length > 0)
    throw new Error("not exactly one calendar");
  return root.components[0]!;
}

/** name *(";" param) ":" value; a parameter in quotes may hold `:`, `;` and `,`. */
function propertyOf(line: string): Property {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  if (/[\x00-\x08\x0A-\x1F\x7F]/.test(line)) throw new Error(`a control character: ${line}`);
  const match = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/.exec(line);
  if (match === null) throw new Error(`no content line: ${line}`);
  const params = [...match[2]!.matchAll(/;([A-Z0-9-]+)=("[^"]*"|[^";:,]*)/g)].map(
    ([, name, value]) => [name!, value!.replace(/^"|"$/g, "")] as const,
  );
  return { name: match[1]!, params: Object.fromEntries(params), value: match[3]! };
}

/** The one property of that name. */
export function only(component: Component, name: string): Property {
  const found = component.properties.filter((property) => property.name === name);
  if (found.length !== 1) throw new Error(`${found.length} times ${name} in ${component.name}`);
  return found[0]!;
}

export function has(component: Component, name: string): boolean {
  return component.properties.some((property) => property.name === name);
}

/** A TEXT value as it was meant; every special character in it must be escaped. */
export function textOf({ value }: Property): string {
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`not escaped: ${value}`);
  return value.replace(/\\(.)/g, (_, letter: string) => (/n/i.test(letter) ? "\n" : letter));
}
