/** A browser without a window, for the tests of this folder. */
import type { FakeConversation } from "./fakeConversation.ts";
import { createChatPage } from "./index.tsx";

/** Where the page seems to be. */
export const ORIGIN = "http://localhost";
/** What a browser sends along with a form of the page itself. */
export const OWN_PAGE = { origin: ORIGIN, host: "localhost" };

/** A browser: keeps its cookies, follows nothing by itself. */
export function visitor(fake: FakeConversation) {
  const app = createChatPage(fake.parts);
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie === "" ? {} : { cookie }), ...(init.headers as Record<string, string>) };
    const response = await app.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    return response;
  };
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}, method = "GET") =>
      send(path, { method, headers }),
    post: (fields: Record<string, string>, headers: Record<string, string> = OWN_PAGE) =>
      send("/say", { method: "POST", body: new URLSearchParams(fields), headers }),
  };
}

/** Reads a stream until it holds `words`. */
export async function readUntil(response: Response, words: string): Promise<string> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let seen = "";
  while (!seen.includes(words)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`the stream ended without ${words}: ${seen}`);
    seen += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return seen;
}
