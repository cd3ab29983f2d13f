/** Photos, voice messages and files that are sent while ordering: kept with the order, whatever the open question is. */
import type { IncomingMessage } from "../../../dialogue/index.ts";
import { ORDER } from "./conversationText.ts";
import type { OrderData } from "./orderSteps.ts";

const MOST_FILES = 10;

/** The order with what the message carries, how many that is, and what is said about it. */
export function attach(
  data: OrderData,
  { channel, attachments = [] }: IncomingMessage,
): { readonly data: OrderData; readonly added: number; readonly lines: readonly string[] } {
  const lines = new Set<string>();
  let kept = data.attachments;
  for (const attachment of attachments) {
    switch (attachment.kind) {
      case "photo":
      case "voice":
      case "audio":
      case "video":
      case "document":
        if (attachment.bytes === 0 || attachment.fileId === "") {
          lines.add(ORDER.emptyFile);
        } else if (kept.length >= MOST_FILES) {
          lines.add(ORDER.tooManyFiles);
        } else {
          kept = [...kept, { channel, attachment }];
          lines.add(thanks(attachment.kind));
        }
        break;
      case "location":
        if (kept.length < MOST_FILES) kept = [...kept, { channel, attachment }];
        lines.add(ORDER.locationKept);
        break;
      case "contact":
        // The open question takes it, if it asks for a telephone number.
        break;
      case "other":
        lines.add(ORDER.unknownFile);
    }
  }
  return {
    data: { ...data, attachments: kept },
    added: kept.length - data.attachments.length,
    lines: [...lines],
  };
}

function thanks(kind: "photo" | "voice" | "audio" | "video" | "document"): string {
  switch (kind) {
    case "photo":
      return ORDER.photoKept;
    case "voice":
    case "audio":
      return ORDER.voiceKept;
    case "video":
    case "document":
      return ORDER.fileKept;
  }
}
