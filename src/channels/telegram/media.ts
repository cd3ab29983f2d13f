/** What a message carries other than words. Source: https://core.telegram.org/bots/api#message */
import { z } from "zod";
import type { Attachment } from "../../dialogue/message.ts";

const FILE = z.object({
  file_id: z.string().min(1),
  file_name: z.string().optional().catch(undefined),
  mime_type: z.string().optional().catch(undefined),
  file_size: z.int().nonnegative().optional().catch(undefined),
  duration: z.number().nonnegative().optional().catch(undefined),
});
const PHOTO = z.array(FILE.extend({ width: z.number().catch(0), height: z.number().catch(0) })).min(1);
const CONTACT = z.object({
  phone_number: z.string().min(1),
  user_id: z.int().optional().catch(undefined),
});
const PLACE = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
const VENUE = z.object({ location: PLACE });

const absentOrAny = z.unknown().optional();

/** The fields of a message that hold a medium. Their content is checked where it is read: one that is not of
 * the documented form must not cost the person the words that came with it. */
export const MEDIA_FIELDS = {
  photo: absentOrAny,
  voice: absentOrAny,
  audio: absentOrAny,
  video: absentOrAny,
  video_note: absentOrAny,
  animation: absentOrAny,
  document: absentOrAny,
  contact: absentOrAny,
  venue: absentOrAny,
  location: absentOrAny,
  sticker: absentOrAny,
  poll: absentOrAny,
  dice: absentOrAny,
  story: absentOrAny,
  paid_media: absentOrAny,
  checklist: absentOrAny,
} as const;

type Medium = keyof typeof MEDIA_FIELDS;
type Reading = (value: unknown, senderId: number | undefined) => Attachment | undefined;

const other: Reading = () => ({ kind: "other" });

/** How each medium is read; `animation` before `document` and `venue` before `location`, since Telegram fills
 * in both. */
const READINGS = {
  photo: readPhoto,
  voice: file("voice"),
  audio: file("audio"),
  video: file("video"),
  video_note: file("video"),
  animation: file("document"),
  document: file("document"),
  contact: readContact,
  venue: (value) => toPlace(VENUE.safeParse(value).data?.location),
  location: (value) => toPlace(PLACE.safeParse(value).data),
  sticker: other,
  poll: other,
  dice: other,
  story: other,
  paid_media: other,
  checklist: other,
} satisfies Record<Medium, Reading>;

const MEDIA = Object.keys(READINGS) as Medium[];

/**
 * The attachments of a message; empty for mere words and for service messages. A medium whose content we
 * cannot read is `other`. Never throws.
 * @param senderId of the account that sent the message: a contact is its own when Telegram names this account
 */
export function readAttachments(
  message: Readonly<Partial<Record<Medium, unknown>>>,
  senderId: number | undefined,
): Attachment[] {
  const medium = MEDIA.find((name) => message[name] !== undefined && message[name] !== null);
  if (medium === undefined) return [];
  return [READINGS[medium](message[medium], senderId) ?? { kind: "other" }];
}

/** The largest of the sizes that Telegram made of a photo. */
function readPhoto(value: unknown): Attachment | undefined {
  const sizes = PHOTO.safeParse(value).data;
  const largest = sizes?.reduce((best, size) =>
    size.width * size.height > best.width * best.height ? size : best,
  );
  return largest === undefined ? undefined : toFile("photo", largest);
}

function file(kind: "voice" | "audio" | "video" | "document"): Reading {
  return (value) => {
    const { data } = FILE.safeParse(value);
    return data === undefined ? undefined : toFile(kind, data);
  };
}

function toFile(
  kind: "photo" | "voice" | "audio" | "video" | "document",
  { file_id, file_name, mime_type, file_size, duration }: z.infer<typeof FILE>,
): Attachment {
  return {
    kind,
    fileId: file_id,
    ...(file_name === undefined ? {} : { name: file_name }),
    ...(mime_type === undefined ? {} : { mediaType: mime_type }),
    ...(file_size === undefined ? {} : { bytes: file_size }),
    ...(duration === undefined ? {} : { seconds: duration }),
  };
}

/** Anyone may send on the card of another: own only when Telegram puts the sender's account on it. */
function readContact(value: unknown, senderId: number | undefined): Attachment | undefined {
  const { data } = CONTACT.safeParse(value);
  if (data === undefined) return undefined;
  const own = senderId !== undefined && data.user_id === senderId;
  return { kind: "contact", phone: data.phone_number, own };
}

function toPlace(place: z.infer<typeof PLACE> | undefined): Attachment | undefined {
  return place === undefined ? undefined : { kind: "location", ...place };
}
