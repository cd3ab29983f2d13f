/** HTML for files that leave the house: text goes in escaped, always. */

/** A piece of HTML that is safe to put in as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For text and quoted attributes (WHATWG HTML, 13.3). */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);
}

/** A template whose values are escaped unless they are {@link Html} already; lists are put one after another. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  let markup = strings[0] ?? "";
  values.forEach((value, i) => {
    markup += written(value) + (strings[i + 1] ?? "");
  });
  return new Html(markup);
}

function written(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === "object") return value.map(({ markup }) => markup).join("");
  return escapeHtml(String(value));
}
