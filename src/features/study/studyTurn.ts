/** What all conversations of study come to. */
import { turnOf } from "../../dialogue/index.ts";

export const studyTurn = turnOf("study");
