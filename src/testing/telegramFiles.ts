/**
 * Files as the test server keeps them: taken up with a form, shown again by id, fetched.
 * Source: https://core.telegram.org/bots/api#sending-files, #getfile
 */
import { badRequest, type Refusal } from "./telegramMessage.ts";

/** A file that came up with a message. */
export interface Upload {
  /** As what it was sent: `photo`, `document` … */
  readonly kind: string;
  readonly name: string;
  readonly body: Buffer;
  /** What it is known by from then on. */
  readonly fileId: string;
}

/** What a call brought: its fields, and files by the name that fields refer to. */
export interface ReadCall {
  readonly payload: Record<string, unknown>;
  readonly files: ReadonlyMap<string, { readonly name: string; readonly body: Buffer }>;
}

/** 10 MB for a photo, 50 MB for anything else. */
const MOST_BYTES = { photo: 10 * 1024 * 1024, other: 50 * 1024 * 1024 } as const;
/** The most that getFile gives out. */
const MOST_FETCHED = 20 * 1024 * 1024;

/** The files of one server. */
export function createFiles() {
  const uploads: Upload[] = [];
  const forgotten = new Set<string>();
  const kept = new Map<string, { path: string; body: Buffer }>();

  return {
    uploads,
    /** From now on an id is refused. */
    forget: (fileId: string) => void forgotten.add(fileId),
    /** A person sent this. */
    keep: (fileId: string, path: string, body: Buffer) => void kept.set(fileId, { path, body }),
    /** The id under which a call's file goes out. Ids that begin with `gone` are of nobody. */
    take(kind: string, { payload, files }: ReadCall): { fileId: string; name: string } | Refusal {
      const named = String(payload[kind] ?? "");
      const file = files.get(named.replace(/^attach:\/\//, ""));
      if (file === undefined) {
        const uploaded = uploads.find(({ fileId }) => fileId === named);
        if (named === "" || named.startsWith("gone") || forgotten.has(named))
          return badRequest("wrong file identifier/HTTP URL specified");
        // A file cannot change what it is by being sent again.
        if (uploaded !== undefined && uploaded.kind !== kind)
          return badRequest(`can't use file of type ${uploaded.kind} as ${kind}`);
        return { fileId: named, name: uploaded?.name ?? named };
      }
      if (file.body.length === 0) return badRequest("file must be non-empty");
      if (file.body.length > (kind === "photo" ? MOST_BYTES.photo : MOST_BYTES.other))
        return { code: 413, description: "Request Entity Too Large" };
      const fileId = `file-${uploads.length + 1}`;
      uploads.push({ kind, name: file.name, body: file.body, fileId });
      return { fileId, name: file.name };
    },
    getFile(fileId: unknown): { result: unknown } | Refusal {
      if (typeof fileId !== "string" || fileId === "") return badRequest("invalid file_id");
      const { path = `files/${fileId}`, body } = kept.get(fileId) ?? {};
      if ((body?.length ?? 0) > MOST_FETCHED) return badRequest("file is too big");
      return { result: { file_id: fileId, file_unique_id: `unique-${fileId}`, file_path: path } };
    },
    /** What stands under a path; undefined where there is none. */
    read: (path: string): Buffer | undefined => [...kept.values()].find((file) => file.path === path)?.body,
  };
}

/** How a message tells of its file: a photo in its sizes, an animation as a document too. */
export function fileField(kind: string, fileId: string, name: string): object {
  const file = { file_id: fileId, file_unique_id: `unique-${fileId}`, file_name: name };
  if (kind === "photo") return { photo: [{ ...file, file_id: `small-${fileId}` }, file] };
  return kind === "animation" ? { animation: file, document: file } : { [kind]: file };
}

/** Reads a body: JSON, or a form with files (RFC 7578). */
export function readCall(contentType: string, body: Buffer): ReadCall {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1];
  if (boundary === undefined) {
    const payload = body.length === 0 ? {} : (JSON.parse(body.toString("utf8")) as Record<string, unknown>);
    return { payload, files: new Map() };
  }
  const payload: Record<string, unknown> = {};
  const files = new Map<string, { name: string; body: Buffer }>();
  for (const part of partsOf(body, `--${boundary}`)) {
    const end = part.indexOf("\r\n\r\n");
    const head = part.subarray(0, end).toString("utf8");
    const content = part.subarray(end + 4);
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? "";
    const fileName = /filename="?([^"\r\n;]*)/i.exec(head)?.[1];
    if (fileName === undefined) payload[name] = fieldOf(content.toString("utf8"));
    else files.set(name, { name: fileName, body: Buffer.from(content) });
  }
  return { payload, files };
}

function* partsOf(body: Buffer, delimiter: string): Generator<Buffer> {
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const next = body.indexOf(delimiter, start + delimiter.length);
    if (next < 0) return;
    // Between the line end after this delimiter and the one before the next.
    yield body.subarray(start + delimiter.length + 2, next - 2);
    start = next;
  }
}

/** Objects come as JSON. */
function fieldOf(text: string): unknown {
  return text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text;
}
