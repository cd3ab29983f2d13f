/** The frame of every page: head, name, look switches, main, foot. */
import type { Child, FC } from "hono/jsx";
import type { AssetUrls } from "./assets.ts";
import { type Look, SCHEMES, SIZES } from "./look.ts";
import { FOOT, LOOK_REGION, NAME, SCHEME_GROUP, SIZE_GROUP, TAGLINE } from "./text.ts";

/** What every page is told: how it looks, where its files are, and its own path. */
export interface Frame {
  look: Look;
  assets: AssetUrls;
  /** Path and query of this page; the look switches come back here. */
  path: string;
}

const PAPER = { light: "#faf6ec", dark: "#1b1815" } as const;

/** A whole page. `skip` is the first link on it: its words and the id it jumps to. */
export const Layout: FC<{
  frame: Frame;
  title: string;
  skip: { to: string; label: string };
  children?: Child;
}> = ({ frame, title, skip, children }) => (
  <html lang="zh-CN" data-size={frame.look.size} data-scheme={frame.look.scheme}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content={PAPER[frame.look.scheme]} />
      <meta name="format-detection" content="telephone=no" />
      <title>{title}</title>
      <link rel="stylesheet" href={frame.assets.css} />
      <link rel="icon" href={frame.assets.icon} type="image/svg+xml" />
      <link rel="manifest" href="/manifest.webmanifest" />
      <script src={frame.assets.js} defer></script>
    </head>
    <body>
      <a class="skip" href={`#${skip.to}`}>
        {skip.label}
      </a>
      <header class="top">
        <p class="name">
          <a href="/">{NAME}</a>
        </p>
        <p class="tagline">{TAGLINE}</p>
        <LookSwitches frame={frame} />
      </header>
      <main>{children}</main>
      <footer>
        <p>{FOOT}</p>
      </footer>
    </body>
  </html>
);

const LookSwitches: FC<{ frame: Frame }> = ({ frame }) => (
  <nav class="look" aria-label={LOOK_REGION}>
    <LookGroup frame={frame} field="size" label={SIZE_GROUP} options={SIZES} />
    <LookGroup frame={frame} field="scheme" label={SCHEME_GROUP} options={SCHEMES} />
  </nav>
);

const LookGroup: FC<{
  frame: Frame;
  field: keyof Look;
  label: string;
  options: readonly { value: string; name: string }[];
}> = ({ frame, field, label, options }) => (
  <ul aria-label={label}>
    {options.map((option) => (
      <li>
        <a
          href={`/look?${new URLSearchParams({ [field]: option.value, back: frame.path })}`}
          data-look={field}
          data-value={option.value}
          aria-current={frame.look[field] === option.value ? "true" : undefined}
        >
          {option.name}
        </a>
      </li>
    ))}
  </ul>
);
