/** How the page looks to this person: type size and colours, remembered in a cookie. */

/** Type sizes in CSS pixels, and what they are called. */
export const SIZES = [
  { value: "22", name: "大" },
  { value: "26", name: "特大" },
  { value: "32", name: "最大" },
] as const;

/** Colour schemes, and what they are called. */
export const SCHEMES = [
  { value: "light", name: "浅色" },
  { value: "dark", name: "深色" },
] as const;

/** A person's choice of both. */
export interface Look {
  readonly size: (typeof SIZES)[number]["value"];
  readonly scheme: (typeof SCHEMES)[number]["value"];
}

/** The cookie's name. */
export const LOOK_COOKIE = "jinqiu_look";

const STANDARD: Look = { size: "22", scheme: "light" };

/** The look that a cookie remembers; whatever it does not know stays as it is at first. */
export function readLook(cookie: string | undefined): Look {
  const [size, scheme] = (cookie ?? "").split(".");
  return changeLook(STANDARD, size, scheme);
}

/** The cookie's value for a look. */
export function writeLook(look: Look): string {
  return `${look.size}.${look.scheme}`;
}

/** The look after a wish; a wish that is no size or scheme changes nothing. */
export function changeLook(look: Look, size: string | undefined, scheme: string | undefined): Look {
  return {
    size: SIZES.find((known) => known.value === size)?.value ?? look.size,
    scheme: SCHEMES.find((known) => known.value === scheme)?.value ?? look.scheme,
  };
}

const OURS = /^\/(?:clause\/\d{1,15}(?:\?whole=1)?|download\/[\w-]{43})$/;

/** The page to go back to after a change: one of ours, or the first. Nothing else, so no open redirect. */
export function safeReturn(path: string | undefined): string {
  return path !== undefined && OURS.test(path) ? path : "/";
}
