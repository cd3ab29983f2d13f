/** A page that only says what went wrong and leads back. */
import type { FC } from "hono/jsx";
import { type Frame, Layout } from "./layout.tsx";
import { BACK_TO_CHAT, SKIP_TO_TEXT } from "./text.ts";

/** The page: a heading, what happened and what to do, and the way back. */
export const DeadEnd: FC<{ frame: Frame; title: string; words: string }> = ({ frame, title, words }) => (
  <Layout frame={frame} title={title} skip={{ to: "words", label: SKIP_TO_TEXT }}>
    <h1>{title}</h1>
    <p id="words" tabindex={-1}>
      {words}
    </p>
    <p>
      <a class="button" href="/">
        {BACK_TO_CHAT}
      </a>
    </p>
  </Layout>
);
