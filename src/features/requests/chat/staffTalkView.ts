/** One order as staff read it: the open fields everywhere, telephone and address only where they may be shown. */
import { saySpan } from "../../../delivery/index.ts";
import { type Block, type FileAttachment, paragraph, strong } from "../../../dialogue/index.ts";
import { rehearse } from "../../../store/index.ts";
import { type Actor, NotAllowed } from "../../members/index.ts";
import { STATES } from "../text.ts";
import type { OrderDetail, ServiceRequest } from "../types.ts";
import { sayNeeds } from "../words/needWords.ts";
import type { ConversationParts } from "./conversationParts.ts";
import { STAFF } from "./conversationTextStaff.ts";

/** What is shown, and the effect that writes the look into the audit log. */
export function staffView(
  parts: ConversationParts,
  by: Actor,
  request: ServiceRequest,
  channel: string,
): {
  readonly blocks: readonly Block[];
  readonly effects: readonly (() => void)[];
  /** Photos and the like that came over the same channel; others are only counted. */
  readonly files: readonly FileAttachment[];
} {
  const { requests, timeZone } = parts;
  const { id, number, item, status, memberName, district, wanted, assignee, callBack } = request;
  const head = [
    STAFF.status(STATES[status]),
    callBack ? STAFF.stranger : STAFF.who(memberName ?? STAFF.stranger),
    ...(wanted === null ? [] : [STAFF.when(saySpan(wanted, timeZone))]),
    ...(district === null ? [] : [STAFF.district(district)]),
    ...(assignee === null ? [] : [STAFF.assignee(assignee)]),
  ];
  const blocks = (lines: readonly string[]): readonly Block[] => [
    strong(STAFF.head(number, item)),
    ...[...head, ...lines].map(paragraph),
  ];
  try {
    // Throws for whom the order is none of their business, also where only its open fields are shown.
    requests.timeline(by, id);
    const attached = requests.attachments(by, id);
    const files = attached.flatMap(({ channel: from, attachment }) =>
      from === channel && "fileId" in attachment ? [attachment] : [],
    );
    const count = attached.length === 0 ? [] : [STAFF.files(attached.length, files.length)];
    if (!parts.mayCarryPersonal(channel))
      return { blocks: blocks([STAFF.elsewhere, ...count]), effects: [], files };
    const detail = rehearse(parts.store, () => requests.detail(by, id));
    return {
      blocks: blocks([...detailLines(parts, request, detail), ...count]),
      effects: [() => void requests.detail(by, id)],
      files,
    };
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { blocks: [paragraph(STAFF.notYours)], effects: [], files: [] };
  }
}

function detailLines(
  { catalogue }: ConversationParts,
  { itemId }: ServiceRequest,
  { contactName, phone, address, whoIsThere, needs, answers, words }: OrderDetail,
): readonly string[] {
  const questions = catalogue.current().byId.get(itemId)?.questions ?? [];
  return [
    STAFF.contact(contactName, phone),
    ...(address === undefined ? [] : [STAFF.address(address)]),
    ...(whoIsThere === undefined ? [] : [STAFF.thereIs(whoIsThere)]),
    ...(needs.length === 0 ? [] : [STAFF.needs(sayNeeds(needs))]),
    ...Object.entries(answers).flatMap(([id, answer]) => {
      const asked = questions.find((question) => question.id === id)?.ask ?? "";
      return answer === "" ? [] : [STAFF.answer(asked, answer)];
    }),
    ...(words === "" ? [] : [STAFF.words(words)]),
  ];
}
