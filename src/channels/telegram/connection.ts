/** The HTTP call under grammY: the platform's fetch, with every answer made readable. */
import { type ApiClientOptions, InputFile, type Transformer } from "grammy";

type ClientFetch = NonNullable<ApiClientOptions["fetch"]>;

/**
 * A `fetch` for grammY's client. Two reasons not to use its default, node-fetch 2:
 * its errors carry the URL, which holds the token, into logs; and a gateway's HTML error page hides the
 * status behind "invalid json". Here such a page becomes `{ ok: false, error_code: status }`.
 * A 2xx that is not JSON rejects: what became of the call is then unknown.
 */
export function telegramFetch(platformFetch: typeof globalThis.fetch = globalThis.fetch): ClientFetch {
  const call = async (url: unknown, init: unknown) => {
    const { method, headers, body, signal } = init as ClientInit;
    const response = await platformFetch(String(url), {
      method,
      headers: { "content-type": headers["content-type"] },
      body,
      signal: nativeSignal(signal),
      // A form with a file comes as a stream, which is sent before the answer is read (WHATWG Fetch, RequestDuplex).
      duplex: "half",
    } as RequestInit);
    const text = await response.text();
    return { json: async () => readAnswer(text, response.status) };
  };
  // grammY types its client after node-fetch, but calls nothing of the answer other than `json()`.
  return call as unknown as ClientFetch;
}

interface ClientInit {
  method: string;
  headers: { "content-type": string };
  body: string | AsyncIterable<Uint8Array>;
  signal: { aborted: boolean; addEventListener(type: "abort", listener: () => void): void };
}

/** grammY's signals come from the abort-controller package, which the platform's fetch does not accept. */
function nativeSignal(signal: ClientInit["signal"]): AbortSignal {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener("abort", () => controller.abort());
  return controller.signal;
}

function readAnswer(text: string, status: number): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null && "ok" in answer) return answer;
  } catch {
    // Handled below, together with JSON that is not an answer of the Bot API.
  }
  if (status >= 200 && status < 300) throw new Error(`HTTP ${status}, but not an answer of the Bot API`);
  return { ok: false, error_code: status, description: `HTTP ${status}, not an answer of the Bot API` };
}

/**
 * Limits how long one call may take, one that carries a file longer. `getUpdates` is exempt: it is meant to hang and has
 * its own watchdog. A timer of our own, since Node 20 may collect an `AbortSignal.timeout` that only an `AbortSignal.any` refers to, and it then never fires.
 */
export function timeLimit(milliseconds: number, uploadMilliseconds: number): Transformer {
  return async (prev, method, payload, signal) => {
    if (method === "getUpdates") return prev(method, payload, signal);
    const limit = new AbortController();
    const stop = () => limit.abort();
    const carriesFile = Object.values(payload).some((value) => value instanceof InputFile);
    const timer = setTimeout(stop, carriesFile ? uploadMilliseconds : milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop);
    try {
      return await prev(method, payload, limit.signal as NonNullable<typeof signal>);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  };
}
