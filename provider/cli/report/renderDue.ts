import type { List, ListItem, RootContent } from "mdast";
import { countOf, grouped } from "../../model/names";
import { type DueEntry, type DueMessage, sayDue, sayDueCounts } from "../../plan/dueMessage";
import type { Cut } from "./cut";
import { paragraph, strong, textOf } from "./renderPlan";

/** The name as code, in which nothing is a link or a mention. */
function renderEntry(entry: DueEntry): ListItem {
  const { what, more } = sayDue(entry);
  const said = paragraph(
    textOf(`${entry.when}: ${what} `),
    { type: "inlineCode", value: entry.user },
    ...(more === "" ? [] : [textOf(more)]),
  );
  return { type: "listItem", spread: false, children: [said] };
}

function renderEntries({ begins, ends, entries }: DueMessage, parts: number): List[] {
  const shown = entries.slice(0, parts);
  const left = begins + ends - shown.length;
  const items = shown.map(renderEntry);
  if (left > 0 && items.length > 0) {
    const more = paragraph(textOf(`and ${grouped(left)} more`));
    items.push({ type: "listItem", spread: false, children: [more] });
  }
  return items.length === 0 ? [] : [{ type: "list", ordered: false, spread: false, children: items }];
}

/** Which entries begin or end soon, whether or not anybody changes now. */
export function renderDue(due: readonly DueMessage[], cut: Cut): RootContent[] {
  return due
    .slice(0, cut.parts)
    .flatMap((message) => [
      paragraph(
        strong(`Within ${countOf(message.days, "day")}`),
        textOf(`, ${message.resource}: ${sayDueCounts(message)}`),
      ),
      ...renderEntries(message, cut.parts),
    ]);
}
